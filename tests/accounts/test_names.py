"""Names people go by: anybody's language, nobody else's face."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.accounts import names
from forum.accounts.names import check_name, name_key, suggest_name
from forum.core.errors import Invalid


def refused(name: str) -> str:
    with pytest.raises(Invalid) as caught:
        check_name(name)
    assert caught.value.field == "name"
    return str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        "Maya",
        "Quiet Heron",
        "Zoë",
        "O'Brien",
        "J. Heron",
        "Ana-Lucía",
        "n_7",
        "小明",
        "さくら",
        "김하늘",
        "रवि कुमार",
        "علی\u200cرضا",
        "Νίνα",
        "Ольга",
        "Łukasz",
        "Đặng Thị",
        "Ravi रवि",
        "Sakura さくら",
        "ᠮᠣᠩᠭᠣᠯ",
        "Badminton Bob",
        "Staffan",
        "Ali",
        "Neil",
        "Modern Art",
        "Mali",
        "Nan",
        "Will",
        "Helping Hand",
        "Rowan 7",
    ],
)
def test_names_of_any_language_are_welcome(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Quiet \t Heron ", "Quiet Heron"),
        ("𝓜𝓪𝔂𝓪", "Maya"),
        ("Ｍａｙａ", "Maya"),
        ("Ma\u200dya\u202e", "Maya"),
        ("O’Brien", "O'Brien"),
    ],
)
def test_a_name_is_tidied(typed: str, shown: str) -> None:
    assert check_name(typed) == shown


@pytest.mark.parametrize("name", ["", "  ", "ab", "明", "a" * 31, "x" * 100_000, "\u200b\u3164\u2800"])
def test_too_short_and_too_long(name: str) -> None:
    assert "3 to 30" in refused(name)


@pytest.mark.parametrize(
    "name",
    [
        "a/b c",
        "Maya🌸",
        "🌸🌸🌸",
        "-maya",
        "maya-",
        "a--b",
        "<b>x",
        "maya@home",
        "Ra\u0323\u0324\u0325\u0316v",
        "؟؟؟؟",
    ],
)
def test_signs_are_refused(name: str) -> None:
    assert "letters and numbers" in refused(name)


def test_a_number_is_no_name() -> None:
    assert "letter" in refused("12345")


@pytest.mark.parametrize("name", ["Mаya", "Οliver", "Maya Маша", "Աnna", "Ꭺlan", "Νинa"])
def test_alphabets_that_look_alike_are_not_mixed(name: str) -> None:
    assert "alphabets" in refused(name)


@pytest.mark.parametrize(
    "name",
    [
        "admin",
        "ADMIN",
        "m0derator",
        "rnoderator",
        "Site Admin",
        "SiteAdmin",
        "theadmin",
        "admin1",
        "1admin",
        "4dm1n",
        "a.d.m.i.n",
        "Ádmin",
        "ꓮꓓꓟꓲꓠ",
        "Moderator Jane",
        "moderators",
        "Lantern",
        "Paper Lantern",
        "LanternTeam",
        "Iantern",
        "1antern",
        "Support Heron",
        "5taff",
        "Crisis line",
        "Samaritans",
        "Former Member",
        "former_member",
        "n.o.b.o.d.y",
        "settings",
        "Sign-in",
        "Модератор",
        "0fficial",
        "System",
    ],
)
def test_nobody_passes_for_staff_or_a_page(name: str) -> None:
    assert "run this place" in refused(name)


def test_the_site_s_own_name_is_kept_for_itself() -> None:
    assert check_name("Harbour Light") == "Harbour Light"
    with pytest.raises(Invalid):
        check_name("Harbour Light", site="Harbour")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maya", "mаyа"),
        ("Maya", "MAYA"),
        ("Zoë", "Zoe"),
        ("Quiet Heron", "quiet_heron"),
        ("Liam", "Iiam"),
        ("Bob10", "BobIO"),
        ("Modern", "Modem"),
        ("Willow", "VVillow"),
        ("Вера", "вера"),
        ("Анна", "AHHA"),
        ("ꓮꓠꓠꓮ", "Anna"),
        ("ﬁnch", "finch"),
        ("Ölaf", "olaf"),
        ("Đan", "dan"),
        ("Straße", "STRASSE"),
    ],
)
def test_names_that_look_alike_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Maya", "Mara"), ("रवि", "रवी"), ("小明", "小朋"), ("Heron 1", "Heron 2"), ("Nina", "Viva")],
)
def test_names_that_do_not_have_two(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


LETTERS = "".join(map(chr, names._confusables())) + "abcimnorvw0159IOé -'\u0301\u200dयिاßǅ"


@given(st.text(max_size=40) | st.text(st.sampled_from(LETTERS), max_size=20))
def test_a_key_is_its_own_key_however_it_is_written(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key
    assert name_key(key.upper()) == key or not key.isascii()


@given(st.text(st.sampled_from("abcdehijklmnopqrstuvwxyz"), min_size=3, max_size=12), st.data())
def test_swapping_in_look_alikes_keeps_the_key(name: str, data: st.DataObject) -> None:
    twins = {letter: [letter] for letter in name}
    for code, alike in names._confusables().items():
        if alike in twins:
            twins[alike].append(chr(code))
    swapped = "".join(data.draw(st.sampled_from(twins[letter])) for letter in name)
    assert name_key(swapped) == name_key(name)


@given(st.text(st.sampled_from(LETTERS + "maya ._"), max_size=35) | st.text(max_size=35))
def test_a_name_once_accepted_stays_as_it_is(name: str) -> None:
    try:
        shown = check_name(name)
    except Invalid:
        return
    assert check_name(shown) == shown
    assert name_key(shown) == name_key(name) != ""


def test_every_suggestion_is_a_name() -> None:
    first, second = names._listed("first_words.txt"), names._listed("second_words.txt")
    assert len(set(first)) == len(first) >= 80
    assert len(set(second)) == len(second) >= 80
    longest = f"{max(first, key=len)} {max(second, key=len)} 999"
    for name in [
        longest,
        *(f"{first[0]} {word}" for word in second),
        *(f"{word} {second[0]}" for word in first),
    ]:
        assert check_name(name) == name


def test_suggestions_differ_and_may_carry_a_number() -> None:
    assert len({suggest_name() for _ in range(50)}) > 40
    assert suggest_name(numbered=True).split()[-1].isdigit()
