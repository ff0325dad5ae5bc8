"""Quoting in a test."""

from forum.core.markdown import quote
from forum.threads.models import Post


def quoting(post: Post, text: str = "That, yes.") -> str:
    """Words that quote a post, as its Quote link would begin them."""
    return f"{quote('Somebody', post.id, post.source)}{text}"
