"""The commands: parse, read, check, show, search, verify, undo, export, serve, demo, work, invite, report, remind."""

import sys

import typer

from throughline.cli import exporting, people, reading, record, reminding, reports, serving

app = typer.Typer(
    name="throughline",
    help="Keeps the line from what an organization was asked to do to what it planned, paid and achieved.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    *reading.COMMANDS,
    *record.COMMANDS,
    *exporting.COMMANDS,
    *serving.COMMANDS,
    *people.COMMANDS,
    *reports.COMMANDS,
    *reminding.COMMANDS,
):
    app.command()(command)


def main() -> None:
    """Run the command line; output is UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app()
