"""How large the measured forums are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """`deep` posts stand in one long thread, so that first, last and ordinary pages differ."""

    posts: int
    threads: int
    members: int
    deep: int


SMALL = Size(posts=20_000, threads=1_000, members=2_000, deep=1_000)
LARGE = Size(posts=200_000, threads=10_000, members=2_000, deep=10_000)
SIZES = {SMALL.posts: SMALL, LARGE.posts: LARGE}

# Threads that hold exactly one full page: the page that is measured as "ordinary".
FULL_PAGES = 200
# Members who have read every thread to its end.
THOROUGH = 8
