"""Keeping the index true: written with the post, and looked over or written afresh when somebody asks."""

from collections.abc import Iterator

from forum.core import jobs
from forum.core.db import LARGEST_ID, db
from forum.core.operation import operation
from forum.search.entries import entries, entry_of, last_of
from forum.search.index import index

AT_ONCE = 500
# Pages of 4 KB that are merged in one go, while nobody else can write.
PAGES_AT_ONCE = 200


def hold(post_id: int) -> None:
    """Within an operation: have the index hold what a post says now."""
    db.session.flush()
    entry = entry_of(post_id)
    if entry is None:
        index().forget([post_id])
    else:
        index().put([entry])


def rebuild() -> int:
    """Set the whole index right, some posts at a time, while it is in use; gives how many it holds."""
    _mend()
    held, after = 0, 0
    while True:
        number, after = _rewrite(after=after)
        held += number
        if after == LARGEST_ID:
            return held


def differing() -> Iterator[int]:
    """The posts of which the index does not hold what they say."""
    after = 0
    while after < LARGEST_ID:
        wrong, after = _differing_after(after)
        yield from wrong


@operation
def is_sound() -> bool:
    """Whether the index itself is whole."""
    return index().is_sound()


@jobs.nightly
def tidy() -> None:
    """Words that were edited out or taken back leave the file as well, some pages at a time."""
    more = _tidy_some(begin=True)
    while more:
        more = _tidy_some(begin=False)


@operation
def _tidy_some(*, begin: bool) -> bool:
    return index().tidy(PAGES_AT_ONCE, begin=begin)


@operation
def _mend() -> None:
    if not index().is_sound():
        index().make_sound()


@operation
def _rewrite(*, after: int) -> tuple[int, int]:
    """Set some posts after one right, and take out what is between them; how many, and where to go on."""
    found = entries(after, AT_ONCE)
    until = last_of(found) if len(found) == AT_ONCE else LARGEST_ID
    held = index().held(after, until)
    index().forget(held.keys() - {entry.post_id for entry in found})
    # What is right already is left alone: to write it costs much more than to look.
    index().put(entry for entry in found if held.get(entry.post_id) != index().as_held(entry))
    return len(found), until


def _differing_after(after: int) -> tuple[list[int], int]:
    found = entries(after, AT_ONCE)
    until = last_of(found) if len(found) == AT_ONCE else LARGEST_ID
    said = {entry.post_id: index().as_held(entry) for entry in found}
    held = index().held(after, until)
    return sorted(one for one in said.keys() | held.keys() if said.get(one) != held.get(one)), until
