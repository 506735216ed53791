"""What the commands share: the terminal, and the record that they open."""

import sys
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console

OUT = Console(soft_wrap=True, highlight=False)
ERR = Console(stderr=True, soft_wrap=True, highlight=False)


def open_record(data: Path | None = None) -> None:
    """Make the record ready, that in the folder `data` where one is named; one line and exit status 2 if it fails."""
    from throughline.web.opening import reason_not_open  # noqa: PLC0415  (slow, and parse needs no database)

    if reason := reason_not_open(data):
        stop(reason)


def stop(message: str) -> NoReturn:
    """End the command with one line on the error stream and exit status 2."""
    sys.stderr.write(f"{message}\n")
    raise typer.Exit(2)
