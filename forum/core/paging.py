"""Numbered pages for what carries numbers; keyset pages for everything else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pager:
    """Page `page` of `pages`, both counted from 1; `url(n)` is the address of page n."""

    page: int
    pages: int
    url: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[T]):
    """One page of a list; `next_key` is None on the last page."""

    items: Sequence[T]
    next_key: str | None


def pages_of(count: int, size: int) -> int:
    """How many pages of `size` hold `count` things; nothing still has one, empty page."""
    return max(1, -(-count // size))


def page_of(number: int, size: int) -> int:
    """The page on which thing `number` (counted from 1) stands."""
    return max(1, -(-number // size))


def keyset_page(found: Sequence[T], size: int, key: Callable[[T], str]) -> KeysetPage[T]:
    """Cut `found`, which holds up to `size` + 1 things, to a page."""
    more = len(found) > size
    items = found[:size]
    return KeysetPage(items, key(items[-1]) if more else None)
