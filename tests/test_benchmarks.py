"""A benchmark measures what members do: its people have agreed to what members agree to today."""

import random
from collections import Counter
from types import SimpleNamespace

from benchmarks.people import accounts
from forum.accounts.consent import is_to_be_asked
from forum.accounts.registration import CONSENT_VERSION, GUIDELINES_VERSION
from forum.core import clock


def test_its_posts_are_sorted_as_those_of_somebody_who_joins_today() -> None:
    (member,) = accounts(range(1, 2), Counter(), random.Random(1), clock.now())
    assert not is_to_be_asked(SimpleNamespace(**member))
    assert (member["consent_version"], member["guidelines_version"]) == (CONSENT_VERSION, GUIDELINES_VERSION)
