"""Giving and taking roles; done by the operator, at the machine."""

from forum.accounts.events import RoleGiven
from forum.accounts.models import Account, Role
from forum.accounts.profile import account_named
from forum.core.events import announce
from forum.core.operation import operation


@operation
def give_role(*, name: str, role: Role) -> Account:
    """Give the account called `name` a role.

    Raises:
        NotFound: nobody is called that.
    """
    account = account_named(name)
    account.role = role
    announce(RoleGiven(account, role))
    return account
