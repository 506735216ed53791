"""What the commands share: the terminal, and the record that they open."""

import os
import sys
from pathlib import Path

import typer
from rich.console import Console

OUT = Console(soft_wrap=True, highlight=False)
ERR = Console(stderr=True, soft_wrap=True, highlight=False)


def open_record(data: Path | None = None) -> None:
    """Make the record ready: settings read, tables brought up to date; `data` is the folder of another record.

    A database that cannot be reached ends the command with one line and exit status 2.
    """
    if data is not None:
        os.environ["THROUGHLINE_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.web.settings")
    # Slow, and parse needs no database.
    import django  # noqa: PLC0415
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
    except ImproperlyConfigured as error:
        stop(str(error))
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        stop(f"The database cannot be used ({reason}). Look at THROUGHLINE_DATABASE.")


def stop(message: str) -> None:
    """End the command with one line on the error stream and exit status 2."""
    sys.stderr.write(f"{message}\n")
    raise typer.Exit(2)
