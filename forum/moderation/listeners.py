"""What moderation hears."""

from forum.accounts.events import RoleGiven
from forum.core.events import hears
from forum.moderation import audit
from forum.moderation.audit import Logged, record


@hears(RoleGiven)
def log_role(event: RoleGiven) -> None:
    """Roles are given by the operator, at the machine; the log says so."""
    record(Logged.ROLE_GIVEN, None, audit.account_target(event.account.id), role=event.role.value)
