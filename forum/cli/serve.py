"""`flask --app wsgi serve`: the server, and the worker beside it, in one terminal."""

import errno
import gc
import importlib
import ipaddress
import multiprocessing
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from forum.cli.bodies import Bodies
from forum.cli.worker import run_worker
from forum.core.db import db

MODULE = "wsgi"
"""Where the application is; in a forked process it is there already."""
BACKLOG = 1024
CONNECTIONS = 1024
"""For each process. Waiting and slow clients are connections too and hold no thread, so there are many."""
SLOWEST_HEADERS = 10_000
"""Milliseconds in which a request's headers must have arrived."""
LARGEST_HEADERS = 64 * 1024
LONGEST_GOODBYE = 15
"""Seconds in which a process that is told to stop finishes its requests."""
PARENT_CHECK = 2
RESTART_AFTER = 3

# Forked processes share the application's memory. macOS forks badly, so there each loads its own.
METHOD = "fork" if sys.platform == "linux" else "spawn"
_PROCESSES: Any = multiprocessing.get_context(METHOD)


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Start the forum: the server and its worker, until Ctrl-C."""
    host, port = str(current_app.config["HOST"]), int(current_app.config["PORT"])
    _check_port(host, port)
    # What the processes inherit: no open connection, and memory that stays shared.
    db.engine.dispose()
    multiprocessing.set_start_method(METHOD, force=True)
    gc.freeze()
    server = _server(host, port, current_app.config)
    helper = _Helper(host, port, str(current_app.config["SITE_NAME"]))
    server.on_startup(helper.start)
    server.on_shutdown(helper.stop)
    server.serve(target_loader=load_app)
    click.echo("Stopped.")


def load_app(target: str) -> Any:
    """The WSGI application, in the process that is to serve it."""
    _leave_with_parent()
    app = importlib.import_module(target).app
    threads = int(app.config["THREADS"])
    return Bodies(app, readers=threads - 1, largest=int(app.config["MAX_CONTENT_LENGTH"]))


def work_beside() -> None:
    """The worker, in its own process."""
    _leave_with_parent()
    run_worker(importlib.import_module(MODULE).app)


def greet_and_work(host: str, port: int, site_name: str) -> None:
    """The worker; as the first process it also says where the forum is, once it is there."""
    threading.Thread(target=_greet, args=(host, port, site_name), daemon=True).start()
    work_beside()


class _Helper:
    """The worker's process, begun anew should it ever end by itself.

    Processes are forked from this one, so no thread here may do more than wait: what another thread held
    at that moment, an import or a lock, would be held in the new process for ever.
    """

    def __init__(self, *where: object) -> None:
        self._where = where
        self._stopping = threading.Event()
        self._process: Any = None

    def start(self) -> None:
        self._begin(greet_and_work, *self._where)
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()
        self._process.terminate()
        self._process.join(LONGEST_GOODBYE)
        if self._process.is_alive():
            self._process.kill()

    def _begin(self, target: Callable[..., None], *args: object) -> None:
        self._process = _PROCESSES.Process(target=target, args=args, name="worker")
        self._process.start()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._process.join()
            if not self._stopping.wait(RESTART_AFTER):
                click.echo("The worker ended by itself and is started again.", err=True)
                self._begin(work_beside)


def _server(host: str, port: int, settings: Any) -> Any:
    return Server(
        MODULE,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=max(1, settings["WORKERS"]),
        blocking_threads=max(1, settings["THREADS"]),
        backlog=BACKLOG,
        backpressure=CONNECTIONS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=SLOWEST_HEADERS, max_buffer_size=LARGEST_HEADERS),
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=LONGEST_GOODBYE,
    )


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            raise click.ClickException(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program. Another can be chosen: PORT={port + 1}"
    if error.errno == errno.EACCES:
        return (
            f"Port {port} may only be opened by the system's administrator. Choose one above 1023: PORT=5000"
        )
    return f"Nothing can listen on {host}, port {port}: {error.strerror}."


def _greet(host: str, port: int, site_name: str) -> None:
    reachable = _reachable(host)
    while not _answers(reachable, port):
        time.sleep(0.05)
    shown = f"[{reachable}]" if ":" in reachable else reachable
    click.echo(
        f"\n  {site_name} is open at  http://{shown}:{port}\n\n"
        "  Join there; then, in another terminal, make yourself the first moderator:\n"
        f"    {_flask_command()} --app wsgi members make-moderator NAME\n\n"
        "  Ctrl-C stops it.\n"
    )


def _reachable(host: str) -> str:
    """Where whoever listens is found from here: an address that means every interface, at home."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    home = "127.0.0.1" if address.version == 4 else "::1"
    return home if address.is_unspecified else host


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _flask_command() -> str:
    """The `flask` that was typed, as it can be typed from here: `.venv/bin/flask`."""
    typed = Path(sys.argv[0])
    if typed.name == "__main__.py":
        return f"{os.path.relpath(sys.executable)} -m flask"
    return "flask" if shutil.which("flask") == str(typed) else os.path.relpath(typed)


def _leave_with_parent() -> None:
    """Go when the process that began this one is gone, and leave Ctrl-C to it: it tells everybody in turn."""
    os.setpgid(0, 0)
    parent = os.getppid()
    threading.Thread(target=_watch_parent, args=(parent,), daemon=True).start()


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK)
    os.kill(os.getpid(), signal.SIGTERM)
