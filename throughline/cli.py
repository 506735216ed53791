"""The commands: parse, read, check, show, search, verify, serve, demo."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from throughline.engine.unread import Unread
from throughline.readers.files import Format, read_any
from throughline.writers.parsed_json import parsed_json

app = typer.Typer(
    name="throughline",
    help="Keeps the line from what an organization was asked to do to what it planned, paid and achieved.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Files = Annotated[list[Path], typer.Argument(help="The documents to read.", show_default=False)]


@app.command()
def parse(
    files: Files,
    wanted: Annotated[Format, typer.Option("--format", help="Which reader to use.")] = Format.AUTO,
) -> None:
    """Print what the readers see in each file as one line of JSON, without a database (docs/records.md)."""
    unread = 0
    for path in files:
        parsed = read_any(path, wanted)
        unread += isinstance(parsed, Unread)
        sys.stdout.write(json.dumps(parsed_json(parsed), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    raise typer.Exit(1 if unread else 0)


def main() -> None:
    """Run the command line; output is UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    main()
