"""The made-up threads: few long, many short, written over two years, their posts in the order of time."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from benchmarks.sizes import FULL_PAGES, THOROUGH, Size
from benchmarks.texts import Text, make_title
from forum.core.markdown import RENDERER_VERSION
from forum.core.text import slugify
from forum.reactions.models import Kind
from forum.threads.queries import POSTS_A_PAGE

YEARS = timedelta(days=730)
READ_BY_EACH = 50

Row = dict[str, Any]


@dataclass(slots=True)
class Conversation:
    """A thread to be; `times` says when each of its posts is written."""

    id: int
    board_id: int
    topic_id: int
    author_id: int
    title: str
    times: list[datetime]
    last_author_id: int = 0
    numbered: int = 0
    answered: bool = False

    @property
    def last_post_at(self) -> datetime:
        return self.times[-1]

    def row(self) -> Row:
        """A row of `threads`."""
        return {
            "id": self.id,
            "board_id": self.board_id,
            "topic_id": self.topic_id,
            "author_id": self.author_id,
            "title": self.title,
            "slug": slugify(self.title),
            "notes": "",
            "created_at": self.times[0],
            "last_number": len(self.times),
            "last_post_at": self.times[-1],
            "last_author_id": self.last_author_id,
            "locked_reason": "",
            "waiting_since": None if self.answered else self.times[0],
        }


@dataclass(slots=True)
class Written:
    """A post to be."""

    id: int
    talk: Conversation
    number: int
    author_id: int
    text: Text
    at: datetime
    kinds: int = field(default=0)


def make(
    size: Size, people: range, boards: dict[int, list[int]], first_id: int, dice: random.Random, now: datetime
) -> list[Conversation]:
    """The threads, each with the times of its posts."""
    talks = []
    for thread_id, count in enumerate(_lengths(size, dice), first_id):
        # The long one stands on the first board, which guests may read.
        board_id = dice.choice(list(boards)) if talks else min(boards)
        talks.append(
            Conversation(
                thread_id,
                board_id,
                dice.choice(boards[board_id]),
                dice.choice(people),
                make_title(dice),
                _times(count, dice, now),
            )
        )
    return talks


def _lengths(size: Size, dice: random.Random) -> list[int]:
    """How many posts each thread holds; they add up to what was asked for."""
    counts = [size.deep, *[POSTS_A_PAGE] * min(FULL_PAGES, size.threads // 5)]
    rest = [
        1 if dice.random() < 0.08 else 2 + int(dice.expovariate(0.1))
        for _ in range(size.threads - len(counts))
    ]
    missing = size.posts - sum(counts) - sum(rest)
    while missing:
        place, step = dice.randrange(len(rest)), 1 if missing > 0 else -1
        if rest[place] > 2:
            rest[place] += step
            missing -= step
    return counts + rest


def _times(count: int, dice: random.Random, now: datetime) -> list[datetime]:
    """A beginning within the last two years, and the rest within days or months of it."""
    begun = now - dice.random() * (YEARS - timedelta(hours=3)) - timedelta(hours=2)
    until = min(now - timedelta(hours=1), begun + timedelta(days=dice.expovariate(0.05)))
    if count > POSTS_A_PAGE * 10:
        begun, until = now - YEARS, now - timedelta(hours=1)
    return [begun, *sorted(begun + dice.random() * (until - begun) for _ in range(count - 1))]


def in_order(
    talks: list[Conversation], pool: Sequence[Text], first_id: int, dice: random.Random
) -> list[Written]:
    """Every post in the order of time: ids grow with it, so a thread lies scattered as in a real table."""
    everything = sorted(
        ((at, talk.id, talk) for talk in talks for at in talk.times), key=lambda one: (one[0], one[1])
    )
    authors = sorted({talk.author_id for talk in talks})
    written = []
    for post_id, (at, _, talk) in enumerate(everything, first_id):
        talk.numbered += 1
        author_id = talk.author_id if talk.numbered == 1 or dice.random() < 0.2 else dice.choice(authors)
        talk.last_author_id = author_id
        talk.answered |= author_id != talk.author_id
        written.append(Written(post_id, talk, talk.numbered, author_id, dice.choice(pool), at))
    return written


def reactions(written: list[Written], people: range, dice: random.Random, now: datetime) -> Iterator[Row]:
    """About one for each post."""
    kinds = list(Kind)
    for post in written:
        for giver in {dice.choice(people) for _ in range(min(6, int(dice.expovariate(1.0) + 0.5)))}:
            if giver != post.author_id:
                kind = dice.choice(kinds)
                post.kinds |= kind.bit
                yield {"post_id": post.id, "account_id": giver, "kind": kind.value, "created_at": now}


def post_rows(written: list[Written], given: Iterable[Row]) -> Iterator[Row]:
    """Rows of `posts`, to be made once their reactions are."""
    changes = Counter(row["post_id"] for row in given)
    for post in written:
        yield {
            "id": post.id,
            "thread_id": post.talk.id,
            "author_id": post.author_id,
            "number": post.number,
            "source": post.text.source,
            "html": post.text.html,
            "renderer": RENDERER_VERSION,
            "notes": "",
            "quoted": "",
            "once": f"benchmark-{post.id}",
            "created_at": post.at,
            "revision": 1,
            "kinds": post.kinds,
            "changed": changes[post.id],
        }


def read_marks(talks: list[Conversation], people: range, dice: random.Random, now: datetime) -> Iterator[Row]:
    """Each member has read some of the newer threads, half of them to the end; a few have read everything."""
    newest = sorted(talks, key=lambda talk: talk.last_post_at)[-READ_BY_EACH * 8 :]
    for account_id in people[-THOROUGH:]:
        for talk in talks:
            yield {"account_id": account_id, "thread_id": talk.id, "number": len(talk.times), "at": now}
    for account_id in people[:-THOROUGH]:
        for talk in dice.sample(newest, min(READ_BY_EACH, len(newest))):
            count = len(talk.times)
            number = count if dice.random() < 0.5 else dice.randrange(1, count + 1)
            yield {"account_id": account_id, "thread_id": talk.id, "number": number, "at": now}


def news(written: list[Written], now: datetime) -> Iterator[Row]:
    """What the thread's author was told of: every reply of the last half year."""
    since = now - timedelta(days=180)
    for post in written:
        if post.at > since and post.number > 1 and post.author_id != post.talk.author_id:
            yield {
                "account_id": post.talk.author_id,
                "kind": "reply",
                "about": f"post:{post.id}",
                "actor_id": post.author_id,
                "post_id": post.id,
                "detail": "",
                "created_at": post.at,
                "read_at": now,
            }
