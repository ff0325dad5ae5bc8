"""Nothing typed is lost: not to an expired session, not to a token that grew old."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, g, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

from forum.http.hooks import without_hooks
from forum.http.identity import visitor
from forum.http.marks import is_mark_of, mark_in, new_mark

protection = CSRFProtect()
MOST_SIGNED = 2000
_signed: dict[str, str] = {}

# What a form says about itself, and what must never be sent back to a page.
_OWN_FIELDS = frozenset({"csrf_token"})
_WORDS = ("title", "text", "without_name")
# What forms ask beside the words; each has one of them at most.
_CHOICES = ("how", "reason", "topic")
# What a moderator's decision asks besides: what somebody types or picks there, and what comes along with it.
_DECIDED = ("act", "days", "sign", "private_note")
_BESIDE = (*_DECIDED, "rule", "board_id", "judged", "version", "revision", "wording")
# Of these, what somebody wrote.
_WRITTEN_BESIDE = ("sign", "private_note", "wording")
_SECRET_FIELDS = frozenset({"password", "old", "new", "again", "code"})
# As they stand in `KeptWords`.
_PARTS = ("place", "title", "text", "without_name", "notes", "choice", "beside", "mark", "energy")


@dataclass(frozen=True, slots=True)
class KeptWords:
    """Words somebody typed before they were asked to sign in; `without_name` is "y" where they chose so.

    `choice` is what else they chose: how it is, a reason, a topic. `beside` is what a form with many fields
    holds besides, as a form sends it.
    `mark` tells whose form it was. Where it is empty nobody knows, and the words go no further.
    `energy` is "low" or "usual" where the header's button was pressed on the way.
    """

    place: str
    title: str
    text: str
    without_name: str = ""
    notes: str = ""
    choice: str = ""
    beside: str = ""
    mark: str = ""
    energy: str = ""

    @property
    def any(self) -> bool:
        """Whether there is something to lose."""
        return bool(self.title or self.text or self.choice or self.notes or self.beside)

    @property
    def written(self) -> list[str]:
        """Everything that was written, to be copied."""
        beside = [words for name, words in parse_qsl(self.beside) if name in _WRITTEN_BESIDE]
        return [words for words in (self.title, self.text, *beside) if words]

    def are_of(self, account_id: int) -> bool:
        """Whether this account was signed in when the form was made."""
        return is_mark_of(self.mark, account_id)


def init_csrf(app: Flask) -> None:
    """Check a token on every change; a token lives as long as its session."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # Templates have the token as a global already.
    with without_hooks(app, keep="csrf_protect"):
        protection.init_app(app)
    app.jinja_env.globals["csrf_token"] = form_token
    app.register_error_handler(CSRFError, _token_is_old)


def form_token() -> str:
    """The token for this page's forms. It lives as long as its session, and is signed once for all of it.

    It is made of a mark that fits the member for whom the page is.
    """
    secret = session.get("csrf_token", "")
    if secret in _signed:
        g.csrf_token = _signed[secret]
    elif visitor().is_member and not is_mark_of(secret, visitor().id):
        session["csrf_token"] = new_mark(visitor().id)
    token: str = generate_csrf()
    if len(_signed) >= MOST_SIGNED:
        _signed.clear()
    _signed[session["csrf_token"]] = token
    return token


def own_path(address: str | None, otherwise: str = "/") -> str:
    """`address` if it is a path of this site, else `otherwise`: nobody is sent elsewhere by `next=`."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return otherwise
    if any(ord(c) < 0x21 or c == "\\" or ord(c) == 0x7F for c in address):
        return otherwise
    parts = urlsplit(address)
    return otherwise if parts.scheme or parts.netloc else address


def page_before() -> str:
    """Our own page from which this was asked, path and query; the first page where that is unknown."""
    try:
        came_from = urlsplit(request.referrer or "")
    except ValueError:
        return "/"
    if came_from.netloc != request.host:
        return "/"
    return own_path(came_from.path + (f"?{came_from.query}" if came_from.query else ""))


def kept_words() -> KeptWords | None:
    """What the sign-in form carries on behalf of an earlier form."""
    words = KeptWords(*(request.form.get(f"kept_{part}", "") for part in _PARTS))
    if not words.any or own_path(words.place, "") != words.place:
        return None
    return words


def sent_mark() -> str:
    """The mark of the form that this request sent; empty where it has none."""
    return mark_in(request.form.get("csrf_token", ""))


def sign_in_keeping_words(words: KeptWords | None = None) -> ResponseReturnValue:
    """Ask a guest to sign in, carrying along what they had typed."""
    words = words or sent_words(request.path)
    return render_template("accounts/kept.html", words=words, next=page_before()), 401


def not_under_this_name() -> ResponseReturnValue:
    """Send nothing of a form that was another member's; show its words to whoever sent it, to be copied."""
    words = sent_words(request.path)
    return render_template("errors/anothers.html", words=words, back=page_before()), 400


def sent_words(place: str) -> KeptWords:
    """What stands in the form that this request sent; `place` is where such words become a draft."""
    title, text, without_name = (request.form.get(name, "") for name in _WORDS)
    notes = " ".join(request.form.getlist("notes"))
    choice = next(filter(None, map(request.form.get, _CHOICES)), "")
    return KeptWords(place, title, text, without_name, notes, choice, _sent_beside(), sent_mark())


def _sent_beside() -> str:
    """A decision with all that makes it up; empty where none was begun.

    The wording stands in every such form, and it is a member's: it goes along only where it is being changed.
    """
    sent = {name: value for name in _BESIDE if (value := request.form.get(name))}
    if not any(name in sent for name in _DECIDED):
        return ""
    if sent.get("act") != "edit":
        sent.pop("wording", None)
    return urlencode(sent)


def _token_is_old(_error: CSRFError) -> ResponseReturnValue:
    if not visitor().is_member and sent_words(request.path).any:
        return sign_in_keeping_words()
    mark = sent_mark()
    if visitor().is_member and mark and not is_mark_of(mark, visitor().id):
        return not_under_this_name()
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in _OWN_FIELDS and name not in _SECRET_FIELDS
    ]
    asks_again = any(name in request.form for name in _SECRET_FIELDS)
    page = render_template("errors/once_more.html", fields=fields, asks_again=asks_again, back=page_before())
    return page, 400
