"""What the environment sets: strict readers that refuse nonsense and say what to do."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off", ""})
# A key that can be trusted: as many characters, and as many different ones among them.
KEY_LENGTH, KEY_VARIETY = 50, 10
# The file in the data folder that keeps the key of a single machine.
KEPT_KEY = "secret-key"


class BadSetting(ImproperlyConfigured):
    """An environment variable that cannot be used; the message names it and says what it may hold."""


def text(name: str, default: str = "", environ: Mapping[str, str] = os.environ) -> str:
    """The variable without surrounding blanks, `default` where it is absent or blank."""
    return environ.get(name, "").strip() or default


def flag(name: str, default: bool = False, environ: Mapping[str, str] = os.environ) -> bool:
    """The variable as yes or no; BadSetting for any other word."""
    word = environ.get(name)
    if word is None:
        return default
    if word.strip().lower() in YES:
        return True
    if word.strip().lower() in NO:
        return False
    raise BadSetting(f"{name} is {word!r}: write 1 or 0 (or yes, no, on, off, true, false).")


def whole_number(name: str, default: int, low: int, high: int, environ: Mapping[str, str] = os.environ) -> int:
    """The variable as a whole number from `low` to `high`; BadSetting for anything else."""
    word = text(name, environ=environ)
    if not word:
        return default
    if not (word.isascii() and word.isdigit()) or not low <= int(word[:12]) <= high:
        raise BadSetting(f"{name} is {word!r}: write a whole number from {low} to {high}.")
    return int(word)


def names(name: str, default: tuple[str, ...], environ: Mapping[str, str] = os.environ) -> list[str]:
    """The variable as names separated by commas; BadSetting for blanks within a name, addresses or wildcards."""
    given = [part.strip() for part in environ.get(name, "").split(",") if part.strip()]
    for part in given:
        if part == "*" or any(sign in part for sign in " \t/?#@") or "://" in part:
            raise BadSetting(f"{name} holds {part!r}: write host names separated by commas, such as plan.example.org.")
    return given or list(default)


def folder(name: str, default: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """The variable as the path of a folder, made for its own account where it is absent; BadSetting where it cannot."""
    path = Path(text(name, str(default), environ)).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"{name}: the folder {path} cannot be made ({error.strerror}). Name one that can.") from error
    return path


def secret_key(kept: Path, needed: bool, environ: Mapping[str, str] = os.environ) -> str:
    """THROUGHLINE_SECRET_KEY; on a single machine (`needed` false) a key made once and kept in the file `kept`."""
    key = text("THROUGHLINE_SECRET_KEY", environ=environ)
    if key:
        if len(key) < KEY_LENGTH or len(set(key)) < KEY_VARIETY:
            raise BadSetting(f"THROUGHLINE_SECRET_KEY is too short or too plain: use {KEY_LENGTH} random characters.")
        return key
    if needed:
        raise BadSetting(
            "THROUGHLINE_SECRET_KEY is not set, and THROUGHLINE_HOSTS opens the site to others. Set it to "
            f"{KEY_LENGTH} or more random characters (python -c 'import secrets; print(secrets.token_urlsafe(50))')."
        )
    try:
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(kept)
    except OSError as error:
        raise BadSetting(f"No key can be kept in {kept} ({error.strerror}): set THROUGHLINE_SECRET_KEY.") from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(KEY_LENGTH)
        file.write(key)
    return key


def _kept_key(kept: Path) -> str:
    key = kept.read_text(encoding="ascii").strip()
    if len(key) < KEY_LENGTH or len(set(key)) < KEY_VARIETY:
        raise BadSetting(f"{kept} holds no usable key: remove the file, and a new one is made.")
    return key


def openid_connect(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The provider of sign-in of an organization: THROUGHLINE_OIDC_SERVER, _CLIENT, _SECRET and _NAME; {} without."""
    server = text("THROUGHLINE_OIDC_SERVER", environ=environ)
    if not server:
        return {}
    client, secret = (text(f"THROUGHLINE_OIDC_{name}", environ=environ) for name in ("CLIENT", "SECRET"))
    if urlsplit(server).scheme != "https" or not client or not secret:
        raise BadSetting(
            "THROUGHLINE_OIDC_SERVER cannot be used: write its https address, and set THROUGHLINE_OIDC_CLIENT and "
            "THROUGHLINE_OIDC_SECRET."
        )
    app = {
        "provider_id": "organization",
        "name": text("THROUGHLINE_OIDC_NAME", "OpenID Connect", environ),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def mail(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's description of how messages are sent, by THROUGHLINE_MAIL; {} where it is not set.

    It is `smtp://user:password@host:587` (TLS is asked for before anything is said), `smtps://user:password@host:465`,
    or `file:///folder`, where each message is kept as a file; BadSetting for any other.
    """
    address = text("THROUGHLINE_MAIL", environ=environ)
    if not address:
        return {}
    parts = urlsplit(address)
    if parts.scheme == "file" and not parts.netloc and len(parts.path) > 1:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": unquote(parts.path)}
    try:
        port = parts.port
    except ValueError as error:
        raise BadSetting("THROUGHLINE_MAIL names a port that is no number from 0 to 65535.") from error
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path.strip("/"):
        raise BadSetting("THROUGHLINE_MAIL cannot be used: write smtp://user:password@host:587 or file:///folder.")
    is_wrapped = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": unquote(parts.hostname),
        "EMAIL_PORT": port or (465 if is_wrapped else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_wrapped,
        "EMAIL_USE_TLS": not is_wrapped,
        "EMAIL_TIMEOUT": 30,
    }


def database(data: Path, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's description of the database: SQLite in the data folder, or THROUGHLINE_DATABASE.

    THROUGHLINE_DATABASE is `postgresql://user:password@host:port/name` (further settings after `?`) or
    `sqlite:///path`; BadSetting for any other.
    """
    address = text("THROUGHLINE_DATABASE", environ=environ)
    if not address:
        return _sqlite(data / "throughline.sqlite3")
    parts = urlsplit(address)
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        return _sqlite(Path(unquote(parts.path[1:])).expanduser().resolve())
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise BadSetting(
            "THROUGHLINE_DATABASE cannot be used: write postgresql://user:password@host:5432/name or sqlite:///path."
        )
    try:
        port = parts.port
    except ValueError as error:
        raise BadSetting("THROUGHLINE_DATABASE names a port that is no number from 0 to 65535.") from error
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            # A transaction takes its lock at once: without it two writers end in "database is locked".
            "transaction_mode": "IMMEDIATE",
            # FULL: with NORMAL a power cut can take back a transaction that was acknowledged.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
        },
    }
