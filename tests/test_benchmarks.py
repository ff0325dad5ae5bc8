"""A benchmark measures what members do: its people agreed to what is asked today, on forms of their own."""

import random
from collections import Counter
from types import SimpleNamespace

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from benchmarks.browser import cookie_of
from benchmarks.people import accounts
from forum.accounts.consent import is_to_be_asked
from forum.accounts.registration import CONSENT_VERSION, GUIDELINES_VERSION
from forum.core import clock
from forum.http.marks import is_mark_of


def test_its_posts_are_sorted_as_those_of_somebody_who_joins_today() -> None:
    (member,) = accounts(range(1, 2), Counter(), random.Random(1), clock.now())
    assert not is_to_be_asked(SimpleNamespace(**member))
    assert (member["consent_version"], member["guidelines_version"]) == (CONSENT_VERSION, GUIDELINES_VERSION)


def test_their_forms_are_their_own_from_the_first_page_on(app: Flask) -> None:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    content = signer.loads(cookie_of(app, 7).partition("=")[2])
    assert is_mark_of(content["csrf_token"], 7)
