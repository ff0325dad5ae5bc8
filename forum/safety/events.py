"""What safety announces, in the transaction in which it happens."""

from dataclasses import dataclass

from forum.accounts.models import Account
from forum.safety.models import LineCheck


@dataclass(frozen=True, slots=True)
class LineChecked:
    """An admin checked a line and wrote down what they found."""

    check: LineCheck
    by: Account
