"""What accounts announce."""

from dataclasses import dataclass

from forum.accounts.models import Account, Role


@dataclass(frozen=True, slots=True)
class Joined:
    """A new member has an account."""

    account: Account


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """The operator gave an account a role."""

    account: Account
    role: Role
