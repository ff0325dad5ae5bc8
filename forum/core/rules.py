"""A rule answers with a verdict: yes, no with its reason, or unseen."""

from dataclasses import dataclass, field

from forum.core.errors import NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy when allowed. `seen` is False when the visitor must not learn that the thing exists."""

    allowed: bool
    seen: bool = True
    reason: str = ""
    params: dict[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)
UNSEEN = Verdict(allowed=False, seen=False)


def no(reason: str, **params: object) -> Verdict:
    """A refusal that may be shown: `reason` is a sentence a tired person can read."""
    return Verdict(allowed=False, reason=reason, params=params)


def require(verdict: Verdict) -> None:
    """Go on only if allowed.

    Raises:
        NotFound: the visitor must not learn that the thing exists.
        NotAllowed: with the verdict's reason.
    """
    if verdict:
        return
    if not verdict.seen:
        raise NotFound
    raise NotAllowed(verdict.reason, **verdict.params)
