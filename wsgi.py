"""What the server and the `flask` command load."""

import sys

from config import BadSetting
from forum.app import create_app

try:
    app = create_app()
except BadSetting as problem:
    # For whoever starts it: what to change says more than where it was found.
    sys.exit(f"Error: {problem}")
