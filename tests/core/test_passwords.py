"""Passwords are kept well, and refused only with a reason."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core import passwords
from forum.core.errors import Invalid
from forum.core.passwords import check_password, hash_password, needs_rehash, suggest_passphrase, verify

GOOD = "a kettle and nine herons"


def reason(password: str, name: str = "Maya", site: str = "Lantern") -> str:
    """Why the password is refused; nothing where it is not."""
    try:
        check_password(password, name=name, site=site)
    except Invalid as refusal:
        return f"{refusal.field}: {refusal}"
    return ""


def test_the_right_password_and_only_that_opens() -> None:
    hashed = hash_password(GOOD)
    assert verify(hashed, GOOD)
    assert not verify(hashed, GOOD + " ")
    assert not verify("not a hash", GOOD)


def test_the_same_letters_typed_on_another_keyboard_open_too() -> None:
    assert verify(hash_password("cafe\u0301 ﬁve small cups"), "café five small cups")


@pytest.mark.parametrize("password", ["\ud800 lone surrogates", "null \x00 and more words", "x" * 100_000])
def test_odd_passwords_are_only_passwords(password: str) -> None:
    assert verify(hash_password(password), password)
    assert not verify(hash_password(password), password[:-1])


def test_a_name_that_does_not_exist_costs_as_much() -> None:
    def seconds(hashed: str | None) -> float:
        start = time.process_time()
        assert not verify(hashed, "not the password")
        return time.process_time() - start

    hashed = hash_password(GOOD)
    known = min(seconds(hashed) for _ in range(5))
    unknown = min(seconds(None) for _ in range(5))
    assert 0.5 < unknown / known < 2


def test_costs_are_the_ones_written_down() -> None:
    assert "$m=19456,t=2,p=1$" in hash_password(GOOD)
    assert not needs_rehash(hash_password(GOOD))
    assert not needs_rehash(passwords._NOBODY)
    assert needs_rehash(hash_password(GOOD).replace("t=2", "t=1"))


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "I walked the dog at nine",
        "मुझे चाय बहुत पसंद है",
        "$%^&*(x)_+{}|:<>?~",
        "correct kettle heron",
        "x7#kQ!m2vR9&pLz",
        "my Maya loves long walks",
        "lantern light on the quay",
        "b" + "kqzfw xjgmd vnrth" * 3,
    ],
)
def test_good_passwords_need_no_particular_characters(password: str) -> None:
    assert reason(password) == ""


@pytest.mark.parametrize("password", ["", "short", "fourteen chars"])
def test_short_ones_are_refused(password: str) -> None:
    assert reason(password).startswith("password: Please use at least 15 characters")


def test_very_long_ones_are_refused() -> None:
    assert reason(GOOD * 11) != ""
    assert "256" in reason("".join(chr(0x4E00 + number) for number in range(257)))


@pytest.mark.parametrize(
    "password",
    ["passwordpassword", "trustno1trustno1", "abcabcabcabcabcabc", "mango mango mango", "!?!?!?!?!?!?!?!?"],
)
def test_repeats_are_refused(password: str) -> None:
    assert "repeats" in reason(password)


@pytest.mark.parametrize(
    "password",
    [
        "123456789012345",
        "qwertyuiopasdfghjkl",
        "1qaz2wsx3edc4rfv",
        "abcdefghijklmnop",
        "zyxwvutsrqponml",
        "aaaaaaaaabbbbbbbb",
        "qwerty-qwerty-12",
        "111222333444555",
    ],
)
def test_keyboard_walks_are_refused(password: str) -> None:
    assert "follows the keys" in reason(password)


@pytest.mark.parametrize(
    "password",
    [
        "MayaMayaMayaMaya1",
        "maya1234567890x",
        "lantern-lantern-1",
        "Lantern2026!!!!!!",
        "maya.lantern.maya",
    ],
)
def test_names_are_refused(password: str) -> None:
    assert "your name" in reason(password)


@pytest.mark.parametrize(
    "password",
    [
        "password123456789",
        "Password!!!!!!!!!",
        "P@ssw0rdP@ssw0rd1",
        "monkeydragon1234567",
        "iloveyou sunshine",
        "correct horse battery staple",
        "The Quick Brown Fox",
        "zqjphsyf6ctifgu",
        "ThisIsMyPassword1",
        "L4ntern-p4ssword",
    ],
)
def test_common_ones_are_refused(password: str) -> None:
    assert "many people use" in reason(password)


@given(st.text(st.characters(exclude_categories=()), max_size=300), st.text(max_size=20))
def test_any_text_is_accepted_or_refused_with_a_reason(password: str, name: str) -> None:
    assert isinstance(reason(password, name=name, site=""), str)


def test_a_suggestion_is_a_good_password_and_new_each_time() -> None:
    made = {suggest_passphrase() for _ in range(200)}
    assert len(made) == 200
    assert all(reason(passphrase) == "" for passphrase in made)
    assert {passphrase.count("-") for passphrase in made} == {4}


def test_there_are_words_enough_to_choose_from() -> None:
    words = passwords._words()
    assert len(words) == len(set(words)) >= 2_048
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 8 for word in words)
