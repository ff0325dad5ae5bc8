"""Every test here needs a real browser."""

from pathlib import Path

import pytest

from tests.browsing import (  # noqa: F401  # fixtures, by being imported
    base_url,
    browser_type_launch_args,
    complaints,
    each_live,
    enter,
    live,
    making,
    scripts,
)

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them all, so that `-m browser` finds them."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
