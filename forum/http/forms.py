"""What every form shares: shape is checked here, sense in the operation, and its refusals come back here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.csrf import _FlaskFormCSRF
from wtforms import Field

from forum.core.errors import Conflict, Invalid, NotAllowed, Refusal, TooMany
from forum.http.kept import form_token
from forum.http.words import told


def without_nul(value: Any) -> Any:
    """Drop NUL bytes, which PostgreSQL cannot hold; everything else is the operation's business."""
    # Only where there is one: a member of a closed list is a str too, and must stay what it is.
    return value.replace("\x00", "") if isinstance(value, str) and "\x00" in value else value


class _OneToken(_FlaskFormCSRF):
    """A form's token is the page's token, wherever it is asked for first."""

    def generate_csrf_token(self, csrf_token_field: Field) -> str:
        return form_token()


class Form(FlaskForm):
    """A form that knows how its operation ended: `status`, the result, and a problem with the whole.

    One that begins with the words of a draft says in `kept_at` when that was kept.
    """

    class Meta:
        csrf_class = _OneToken

        def bind_field(self, form: FlaskForm, unbound: Any, options: dict[str, Any]) -> Field:
            filters = [without_nul, *unbound.kwargs.get("filters", ())]
            bound: Field = unbound.bind(form=form, filters=filters, **options)
            return bound

    status = 200
    problem = ""
    result: Any = None
    kept_at: datetime | None = None

    @property
    def keep_since(self) -> str:
        """`kept_at` in milliseconds, as scripts count; empty where the words are no draft's."""
        return str(int(self.kept_at.timestamp() * 1000)) if self.kept_at else ""

    def carry_out(self, act: Callable[[], Any]) -> bool:
        """Check the shape, then run `act`; True when it was done, with what it gave in `result`.

        A refusal is put where it belongs on the form, for the page to be shown again with `status`.
        """
        if not self.validate():
            self.status = Invalid.status
            return False
        try:
            self.result = act()
        except (Invalid, NotAllowed, Conflict, TooMany) as refusal:
            self._refuse(refusal)
            return False
        return True

    def _refuse(self, refusal: Refusal) -> None:
        self.status = refusal.status
        sentence = told(refusal)
        field = getattr(refusal, "field", None)
        if field in self._fields:
            self._fields[field].errors = [*self._fields[field].errors, sentence]
        else:
            self.problem = sentence
