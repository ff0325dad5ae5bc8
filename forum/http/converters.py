"""Ids and slugs in addresses: what cannot be one is a page that does not exist."""

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

from forum.core.db import LARGEST_ID


class IdConverter(BaseConverter):
    """A whole number that a database can hold."""

    regex = "[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > LARGEST_ID:
            raise ValidationError
        return number


class SlugConverter(BaseConverter):
    """Small letters, digits and hyphens."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


def init_converters(app: Flask) -> None:
    """Make `<id:…>` and `<slug:…>` usable in routes."""
    app.url_map.converters["id"] = IdConverter
    app.url_map.converters["slug"] = SlugConverter
