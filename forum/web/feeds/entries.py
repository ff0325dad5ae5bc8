"""Which feeds there are, and what they say of threads and posts."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from forum.boards.queries import BoardCard
from forum.http.words import gettext
from forum.threads.feeds import PostNews, ThreadNews, new_posts, new_threads
from forum.threads.queries import Place, ThreadHead
from forum.threads.vocabulary import notes_text
from forum.web.feeds.atom import Entry, Feed
from forum.web.threads.labels import note_line, note_words

# The year in which these ids were first given out; it is part of them and stays.
_SINCE = 2026


@dataclass(frozen=True, slots=True)
class Site:
    """Where the forum is (`config.public_url`), and what it is called."""

    address: str
    name: str

    def id_of(self, what: str) -> str:
        """A tag (RFC 4151): it stays when an address changes, and says no more than that address does."""
        return f"tag:{urlsplit(self.address).hostname},{_SINCE}:{what}"


def feed_of_all(site: Site) -> Feed:
    """New threads on every public board."""
    return Feed(
        id=site.id_of("boards"),
        title=site.name,
        subtitle=_said(site, gettext("New conversations, an hour after they begin.")),
        page=f"{site.address}/boards",
        address=f"{site.address}/feed",
        entries=[_thread_entry(site, thread) for thread in new_threads()],
    )


def feed_of_board(site: Site, board: BoardCard) -> Feed:
    """New threads on one board."""
    return Feed(
        id=site.id_of(f"board/{board.slug}"),
        title=f"{board.name} · {site.name}",
        subtitle=_said(site, gettext("New conversations, an hour after they begin.")),
        page=f"{site.address}{board.url}",
        address=f"{site.address}{board.url}/feed",
        entries=[_thread_entry(site, thread) for thread in new_threads(board.id)],
    )


def feed_of_thread(site: Site, head: ThreadHead) -> Feed:
    """New posts in one thread."""
    return Feed(
        id=site.id_of(f"thread/{head.id}/posts"),
        title=f"{_titled(head.title, head.notes)} · {site.name}",
        subtitle=_said(site, gettext("New posts, an hour after they are written.")),
        page=f"{site.address}{head.url}",
        address=f"{site.address}/t/{head.id}/feed",
        entries=[_post_entry(site, head, post) for post in new_posts(head.id)],
    )


def _thread_entry(site: Site, thread: ThreadNews) -> Entry:
    return Entry(
        id=site.id_of(f"thread/{thread.id}"),
        title=_titled(thread.title, thread.notes),
        page=f"{site.address}{thread.url}",
        author=thread.author_name,
        created_at=thread.created_at,
        edited_at=thread.edited_at,
        summary=_summary(site, thread.notes),
    )


def _post_entry(site: Site, head: ThreadHead, post: PostNews) -> Entry:
    title = gettext("Post %(number)s in “%(title)s”", number=post.number, title=head.title)
    # The thread's title is in this one, and so are its notes.
    notes = notes_text({*post.notes.split(), *head.notes.split()})
    return Entry(
        id=site.id_of(f"post/{post.id}"),
        title=_titled(title, notes),
        page=f"{site.address}{Place(post.id, head.id, head.slug, post.number).url}",
        author=post.author_name,
        created_at=post.created_at,
        edited_at=post.edited_at,
        summary=_summary(site, notes),
    )


def _titled(title: str, notes: str) -> str:
    """A title with its content notes beside it, as in lists: most readers show nothing else."""
    return (
        gettext("%(title)s (content note: %(notes)s)", title=title, notes=note_words(notes))
        if notes
        else title
    )


def _summary(site: Site, notes: str) -> str:
    """What stands in the place of the words."""
    where = gettext("Read it on %(site)s.", site=site.name)
    return f"{note_line(notes)}. {where}" if notes else where


def _said(site: Site, what: str) -> str:
    """What a feed says about itself, and where there is help."""
    help_now = gettext(
        "This is not a crisis service. Lines to call or text, wherever you are: %(address)s",
        address=f"{site.address}/help",
    )
    return f"{what} {help_now}"
