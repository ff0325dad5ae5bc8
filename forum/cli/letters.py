"""Letters leave the house here: rendered from `templates/mail/`, sent by SMTP or laid into a folder."""

import smtplib
import ssl
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from flask import Flask, current_app
from flask_mailman import EmailMessage, Mail
from flask_mailman.backends.smtp import EmailBackend as SmtpBackend

from config import BadSetting, public_url
from forum.core import clock, jobs, mail

PORTS = {"smtp": 587, "smtps": 465}
AT_HOME = {"localhost", "127.0.0.1", "::1"}
TIMEOUT = 30


class _CheckedSMTP(smtplib.SMTP):
    """Asks the mail server for its certificate before it hands over a letter that lets somebody in."""

    def starttls(self, *_: Any, context: ssl.SSLContext | None = None, **__: Any) -> Any:
        return super().starttls(context=context or ssl.create_default_context())


class CheckedBackend(SmtpBackend):  # type: ignore[misc]  # Flask-Mailman carries no types: it is Any
    """Flask-Mailman's SMTP, which would take any certificate after STARTTLS."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return smtplib.SMTP_SSL if self.use_ssl else _CheckedSMTP


def init_letters(app: Flask) -> None:
    """Read `MAIL_URL`.

    Raises:
        BadSetting: it is no address of a mail server.
    """
    app.config.update(_server(app.config["MAIL_URL"]), MAIL_DEFAULT_SENDER=app.config["MAIL_FROM"])
    if not app.testing:
        app.config["MAIL_BACKEND"] = CheckedBackend
    Mail(app)


@jobs.soon
def send_letters() -> None:
    """Send what is due, by whatever way is set up. With none they wait, and are forgotten."""
    if current_app.testing or current_app.config["MAIL_URL"]:
        mail.deliver(_post)
    elif current_app.config["MAIL_WORKS"]:
        mail.deliver(_lay_into_folder)


def written(letter: mail.Letter) -> tuple[str, str]:
    """A letter's subject and its text. The first line of its template is `Subject: …`."""
    template = current_app.jinja_env.get_template(f"mail/{letter.template}.txt")
    site = {"site_name": current_app.config["SITE_NAME"], "public_url": public_url(current_app.config)}
    subject, _, text = template.render(**site, **letter.params).strip().partition("\n")
    return subject.removeprefix("Subject:").strip(), text.strip() + "\n"


def _post(letter: mail.Letter) -> None:
    subject, text = written(letter)
    # So that out-of-office machines do not answer.
    headers = {"Auto-Submitted": "auto-generated"}
    EmailMessage(subject, text, to=[letter.address], headers=headers).send()


def _lay_into_folder(letter: mail.Letter) -> None:
    subject, text = written(letter)
    folder = Path(current_app.config["INSTANCE_PATH"], "letters")
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"{clock.now():%Y%m%d-%H%M%S}-{letter.id}-{letter.template}.txt"
    file.write_text(f"To: {letter.address}\nSubject: {subject}\n\n{text}", encoding="utf-8")
    print(f"A letter lies in {file}", flush=True)


def _server(url: str) -> dict[str, Any]:
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadSetting(
            "MAIL_URL must look like smtp://user:password@host:587 or smtps://user:password@host."
        )
    return {
        "MAIL_SERVER": parts.hostname,
        "MAIL_PORT": _port(parts),
        "MAIL_USERNAME": unquote(parts.username or ""),
        "MAIL_PASSWORD": unquote(parts.password or ""),
        "MAIL_USE_SSL": parts.scheme == "smtps",
        # A mail server on the same machine needs none, and often has none.
        "MAIL_USE_TLS": parts.scheme == "smtp" and parts.hostname not in AT_HOME,
        "MAIL_TIMEOUT": TIMEOUT,
    }


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or (25 if parts.hostname in AT_HOME else PORTS[parts.scheme])
    except ValueError as error:
        raise BadSetting("The port in MAIL_URL is not a port.") from error
