"""Commands that read files: `parse` prints what is in them, `read` takes them into the record."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from throughline.cli.terminal import ERR, OUT, open_record
from throughline.engine.differences import Difference
from throughline.engine.findings import Finding, Severity
from throughline.engine.unread import Unread
from throughline.readers import READER
from throughline.readers.files import Format, digest_of, read_any
from throughline.writers.parsed_json import parsed_json

if TYPE_CHECKING:
    from throughline.store.taking_in import TakenIn

Files = Annotated[list[Path], typer.Argument(help="The documents to read.", show_default=False)]
Wanted = Annotated[Format, typer.Option("--format", help="Which reader to use.")]


def parse(files: Files, wanted: Wanted = Format.AUTO) -> None:
    """Print what the readers see in each file as one line of JSON, without a database (docs/records.md)."""
    unread = 0
    for path in files:
        parsed = read_any(path, wanted)
        unread += isinstance(parsed, Unread)
        sys.stdout.write(json.dumps(parsed_json(parsed), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    raise typer.Exit(1 if unread else 0)


def read(
    files: Files,
    wanted: Wanted = Format.AUTO,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; store nothing.")] = False,
    organization: Annotated[str, typer.Option(help="The code of the organization whose record it is.")] = "UN",
) -> None:
    """Take files into the record, each whole or not at all; a file read before changes nothing."""
    open_record()
    taken, unread = take_files(files, wanted, organization, dry_run)
    say_counts(taken, unread, organization, dry_run)
    if not dry_run:
        OUT.print("Next: throughline check, or throughline serve.")
    raise typer.Exit(1 if unread else 0)


def take_files(
    files: list[Path], wanted: Format, organization: str, dry_run: bool
) -> tuple[list["TakenIn"], list[Unread]]:
    """Read and take in the files one after the other, a line for each; then the checks over the record.

    Files that these readers have taken in before are told by their digest and not parsed again.
    """
    # Slow, and parse needs no database.
    from throughline.store.knowledge.following import follow  # noqa: PLC0415
    from throughline.store.people import operator  # noqa: PLC0415
    from throughline.store.reporting.checks import check_record  # noqa: PLC0415
    from throughline.store.sources import held  # noqa: PLC0415
    from throughline.store.taking_in import preview, take_in  # noqa: PLC0415

    digests = {path: digest_of(path) for path in files}
    known = held([digest for digest in digests.values() if digest], READER, organization)
    by = operator()
    taken: list[TakenIn] = []
    unread: list[Unread] = []
    for path in _with_progress(files):
        if digests[path] in known:
            OUT.print(f"[dim]unchanged  {escape(str(path))}[/dim]")
            continue
        parsed = read_any(path, wanted)
        if isinstance(parsed, Unread):
            unread.append(parsed)
            _say_unread(parsed)
        elif dry_run:
            taken.append(preview(records=parsed, reader=READER, organization=organization))
            _say_taken(taken[-1])
        else:
            size = path.stat().st_size
            taken.append(take_in(records=parsed, by=by, reader=READER, organization=organization, size=size))
            _say_taken(taken[-1])
    if taken and not dry_run:
        check_record(today=today())
        follow()
    return taken, unread


def today() -> date:
    """The day on which the command runs, in the time zone of the record (UTC)."""
    return datetime.now(UTC).date()


def _with_progress(files: list[Path]) -> Iterator[Path]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=ERR, transient=True, disable=len(files) < 2 or not ERR.is_terminal) as progress:
        task = progress.add_task("Reading", total=len(files))
        for path in files:
            progress.update(task, description=path.name[:50])
            yield path
            progress.advance(task)


def _say_unread(unread: Unread) -> None:
    for finding in unread.findings:
        OUT.print(f"[red]unread[/red]     {finding.code}: {escape(finding.message)}")


def _say_taken(taken: "TakenIn") -> None:
    grave = [one for one in taken.findings if one.severity is Severity.ERROR]
    held = ", ".join(f"{count} {what}" for what, count in taken.rows.items() if count)
    OUT.print(
        f"{taken.outcome:<10} {escape(taken.plan or taken.address)}  {taken.kind}: {held or 'nothing of its own'}"
    )
    if taken.difference:
        OUT.print(f"           {differs(taken.difference)}")
    for finding in grave:
        OUT.print(f"           [red]{finding.code}[/red] {escape(_placed(finding))}")


def differs(found: Difference) -> str:
    """How many nodes came, went and changed, in words."""
    return f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed"


def _placed(finding: Finding) -> str:
    return f"{finding.where}: {finding.message}"


def say_counts(taken: list["TakenIn"], unread: list[Unread], organization: str, dry_run: bool) -> None:
    """The last lines: files by outcome, findings by severity, the known unknowns as the overview counts them."""
    # Slow, and parse needs no database.
    from throughline.store.organizations import Organization  # noqa: PLC0415
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415
    from throughline.store.taking_in import counts_of, unheld_after  # noqa: PLC0415

    counts = counts_of(taken)
    files = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.files.items())) or "nothing new"
    found = ", ".join(f"{count} {severity}" for severity, count in sorted(counts.findings.items())) or "none"
    OUT.print(f"\n{'Would take in' if dry_run else 'Taken in'}: {files}; unread: {len(unread)}; findings: {found}.")
    owner = Organization.objects.filter(code=organization).first()
    unheld = unheld_after(taken, seen_by=EVERYTHING.within(owner.pk) if owner else EVERYTHING)
    if taken and unheld:
        OUT.print(f"{unheld} mandates are cited and not held: they stand as known unknowns.")


COMMANDS = (parse, read)
