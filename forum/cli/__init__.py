"""The commands an operator types."""

from flask import Flask

from forum.cli.appeals import appeals
from forum.cli.audit import audit
from forum.cli.demo.command import demo
from forum.cli.doctor import doctor
from forum.cli.letters import init_letters
from forum.cli.members import members
from forum.cli.safety import safety
from forum.cli.search import search
from forum.cli.seed import seed
from forum.cli.serve import serve
from forum.cli.worker import worker

COMMANDS = (serve, worker, seed, members, demo, doctor, audit, appeals, safety, search)


def init_cli(app: Flask) -> None:
    """Add every command to `flask --app wsgi`."""
    init_letters(app)
    for command in COMMANDS:
        app.cli.add_command(command)
