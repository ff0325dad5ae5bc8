"""Marking copy for translation where no page is at hand."""

from collections.abc import Mapping


def N_(text: str) -> str:
    """Mark `text` for the translators; it is translated where it is shown."""
    return text


def filled(text: str, params: Mapping[str, object]) -> str:
    """`text` with its `%(name)s` places filled; a text without params is left as it is."""
    return text % params if params else text
