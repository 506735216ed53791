"""Commands on the record: `check`, `show`, `search`, `verify` and `undo`."""

import json
import sys
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from throughline.cli.reading import differs, today
from throughline.cli.terminal import OUT, open_record, stop
from throughline.engine.findings import Severity

if TYPE_CHECKING:
    from throughline.store.line import Item
    from throughline.store.reporting.reads import Standing
    from throughline.store.rights import Sight
    from throughline.store.taking_in import Undone

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
SHOWN_OF_A_CODE = 12
# Characters of a title on a terminal.
TITLE = 160


def check(
    as_json: Annotated[bool, typer.Option("--json", help="One finding a line, as JSON.")] = False,
    code: Annotated[list[str] | None, typer.Option(help="Only findings with this code; may be given again.")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only findings that stand since this day or later.")
    ] = None,
) -> None:
    """Print what is missing, late or does not add up, by code; exit status 1 while errors are to be dealt with."""
    open_record()
    from throughline.store.reporting.checks import check_record  # noqa: PLC0415  (slow)
    from throughline.store.reporting.reads import standing_findings  # noqa: PLC0415  (slow)
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415  (slow)

    check_record(today=today())
    found = standing_findings(code or (), since.date() if since else None, seen_by=EVERYTHING)
    to_do = tuple(one for one in found if not one.is_accepted(today()))
    if as_json:
        _print_json(found)
    else:
        _print_grouped(to_do)
        _print_accepted(tuple(one for one in found if one.is_accepted(today())))
    raise typer.Exit(1 if any(one.finding.severity is Severity.ERROR for one in to_do) else 0)


def _print_json(found: "tuple[Standing, ...]") -> None:
    for one in found:
        is_accepted = one.is_accepted(today())
        line = {
            "code": one.finding.code,
            "severity": one.finding.severity.value,
            "address": one.address,
            "where": one.finding.where,
            "message": one.finding.message,
            "figures": list(one.finding.figures),
            "organization": one.organization,
            "since": one.since.isoformat(),
            "accepted_until": str(one.accepted_until) if is_accepted else None,
            "accepted_reason": one.accepted_reason if is_accepted else None,
        }
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _print_grouped(found: "tuple[Standing, ...]") -> None:
    for (severity, code), group in groupby(found, key=lambda one: (one.finding.severity, one.finding.code)):
        members = list(group)
        colour = COLOURS[severity]
        OUT.print(f"\n[bold {colour}]{code}[/bold {colour}]  {severity.value}, {len(members)}")
        for one in members[:SHOWN_OF_A_CODE]:
            place = one.address if one.finding.where == one.address else f"{one.address}, {one.finding.where}"
            OUT.print(f"  [bold]{escape(place)}[/bold]  {escape(one.finding.message)}")
        if len(members) > SHOWN_OF_A_CODE:
            OUT.print(f"  and {len(members) - SHOWN_OF_A_CODE} more: throughline check --code {code} --json")
    counts = {severity: sum(one.finding.severity is severity for one in found) for severity in Severity}
    said = ", ".join(f"{count} {severity.value}" for severity, count in counts.items() if count) or "nothing"
    OUT.print(f"\nFound: {said}.")


def _print_accepted(found: "tuple[Standing, ...]") -> None:
    """What was accepted as it is, apart from what is to be done."""
    if found:
        OUT.print(f"\n[bold]Accepted as it is[/bold], {len(found)}")
    for one in found:
        OUT.print(
            f"  {one.finding.code}  {escape(one.address)}  until {one.accepted_until}: {escape(one.accepted_reason)}"
        )


def verify(
    head: Annotated[str | None, typer.Option(help="The last digest of the history, as noted elsewhere.")] = None,
) -> None:
    """Prove that nothing in the history or the record was removed or altered; exit status 1 where something was."""
    open_record()
    from throughline.store import history  # noqa: PLC0415  (slow)
    from throughline.store.verifying import verify as verify_record  # noqa: PLC0415  (slow)

    findings = verify_record(head)
    for finding in findings:
        OUT.print(f"[red]{finding.code}[/red] {escape(finding.where)}: {escape(finding.message)}")
    if not findings:
        last = history.head()
        OUT.print(f"The history holds together, and the record is what it tells. Its head is {last or 'empty'}.")
    raise typer.Exit(1 if findings else 0)


def show(
    code: Annotated[str, typer.Argument(help="A public address: A/RES/78/243#7(b), UN/2026/10/SP1/R2 ...")],
    organization: Annotated[str, typer.Option(help="Only what belongs to the organization with this code.")] = "",
) -> None:
    """Print the line of one node: asked, planned, paid, delivered, open; exit status 1 where there is no such node."""
    open_record()
    from throughline.store.line import line_of  # noqa: PLC0415  (slow)
    from throughline.store.mandates.reads import symbols_like  # noqa: PLC0415  (slow)
    from throughline.web.pages.line.words import answer_of  # noqa: PLC0415  (slow)

    seen = _sight_in(organization)
    line = line_of(code, seen_by=seen)
    if line is None:
        symbol, mark, part = code.partition("#")
        like = symbols_like(symbol, seen_by=seen) if symbol.strip() else ()
        if len(like) == 1:
            line = line_of(f"{like[0]}{mark}{part}", seen_by=seen)
    if line is None:
        known = f" Like it are: {escape(', '.join(like))}." if like else " Find it with throughline search."
        OUT.print(f"The record holds nothing at {escape(code)}.{known}")
        raise typer.Exit(1)
    OUT.print(f"[bold]{escape(line.node.address)}[/bold]  {line.node.kind}  {escape(line.node.title)}")
    if line.node.says:
        OUT.print(f"  {escape(line.node.says)}")
    for sentence in answer_of(line.flows) if line.flows else ():
        OUT.print(f"  {escape(sentence)}")
    for name in ("asked", "planned", "paid", "delivered", "open"):
        _print_column(name, getattr(line, name))


def _sight_in(organization: str) -> "Sight":
    """Everything, or everything of the organization with this code."""
    from throughline.store.organizations import Organization  # noqa: PLC0415  (slow)
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415  (slow)

    if not organization:
        return EVERYTHING
    whose = Organization.objects.filter(code=organization).first()
    if whose is None:
        stop(f"The record has no organization {organization}.")
    return EVERYTHING.within(whose.pk)


def _print_column(name: str, items: "tuple[Item, ...]") -> None:
    OUT.print(f"\n[bold]{name}[/bold] ({len(items)})")
    for item in items:
        figure = f"  {' · '.join(str(one) for one in item.amounts)}" if item.amounts else ""
        year = f"  {item.year}" if item.year is not None else ""
        title = item.title if len(item.title) <= TITLE else f"{item.title[:TITLE]}…"
        says = f"  [dim]{escape(item.says)}[/dim]" if item.says else ""
        where = escape(item.address or item.kind)
        OUT.print(f"  {where}{year}{figure}  {escape(title)}{says}")


def search(
    words: Annotated[list[str], typer.Argument(help="What to look for; all the words must be there.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to print.")] = 20,
) -> None:
    """Find paragraphs, results, deliverables and titles by words; exit status 1 where nothing holds them."""
    open_record()
    from throughline.store.knowledge.searching import search as search_record  # noqa: PLC0415  (slow)
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415  (slow)

    found = search_record(" ".join(words), limit, seen_by=EVERYTHING)
    for hit in found.hits:
        text = "".join(f"[bold]{escape(part)}[/bold]" if marked else escape(part) for part, marked in hit.pieces)
        OUT.print(f"[cyan]{escape(hit.address)}[/cyan]  {hit.kind}  {escape(hit.title)}\n    {text}")
    OUT.print(f"\n{found.total} found." if found.total else "Nothing holds all these words.")
    raise typer.Exit(0 if found.total else 1)


def undo(
    address: Annotated[str, typer.Argument(help="The public address of a document: A/RES/78/243 ...")],
    version: Annotated[int, typer.Option(min=0, help="The version to withdraw; 0 is the newest.")] = 0,
    organization: Annotated[str, typer.Option(help="The code of the organization whose record it is.")] = "UN",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; store nothing.")] = False,
) -> None:
    """Undo the newest taking-in of a document: the version before it stands again; done twice, nothing changes."""
    open_record()
    from throughline.engine.errors import Refused  # noqa: PLC0415  (slow)
    from throughline.store.knowledge.following import follow  # noqa: PLC0415  (slow)
    from throughline.store.people import operator  # noqa: PLC0415  (slow)
    from throughline.store.reporting.checks import check_record  # noqa: PLC0415  (slow)
    from throughline.store.taking_in import preview_undo, to_undo  # noqa: PLC0415  (slow)
    from throughline.store.taking_in import undo as undo_taking_in  # noqa: PLC0415  (slow)

    try:
        found = to_undo(address, version, organization)
        undone = (preview_undo if dry_run else undo_taking_in)(taking_in=found, by=operator())
    except Refused as reason:
        stop(str(reason))
    _print_undone(undone, dry_run, found.undone_at)
    if undone.done:
        check_record(today=today())
        follow()


def _print_undone(undone: "Undone", dry_run: bool, before: datetime | None) -> None:
    address = escape(undone.address)
    if before is not None:
        again = f" To withdraw version {undone.stands} too: --version {undone.stands}." if undone.stands else ""
        OUT.print(f"{address} was undone already, on {before:%Y-%m-%d}: nothing changed.{again}")
        return
    what = f"version {undone.withdrawn} is withdrawn" if undone.withdrawn else "its text stays: other files gave it too"
    stands = f"version {undone.stands} stands" if undone.stands else "its text is not held any more"
    OUT.print(f"{'Would undo' if dry_run else 'Undone'}: {address}, {what}, {stands}.")
    if undone.difference:
        OUT.print(f"           {differs(undone.difference)}")
    if undone.forgotten:
        OUT.print(f"{len(undone.forgotten)} documents are not known any more: nothing speaks of them.")


COMMANDS = (check, show, search, verify, undo)
