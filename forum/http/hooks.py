"""Libraries hook themselves into every request; what none of our pages needs of that is taken out again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask

Hooks = dict[Any, list[Callable[..., Any]]]


def init_hooks(app: Flask) -> None:
    """None of our views and hooks is asynchronous, so none is asked, for each request, whether it is."""
    app.ensure_sync = _as_it_is  # type: ignore[method-assign,assignment]  # a method, for good


def _as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


@contextmanager
def without_hooks(app: Flask, *, keep: str | None = None) -> Iterator[None]:
    """Whatever is set up inside adds nothing to each request and each page, but the hooks named `keep`.

    A hook costs every page a few microseconds, those of three libraries together more than the database.
    """
    places: tuple[Hooks, ...] = (
        app.before_request_funcs,
        app.after_request_funcs,
        app.teardown_request_funcs,
        app.template_context_processors,
    )
    before = [list(hooks[None]) for hooks in places]
    yield
    for hooks, had in zip(places, before, strict=True):
        added = hooks[None][len(had) :]
        hooks[None] = had + [hook for hook in added if keep and getattr(hook, "__name__", "") == keep]
