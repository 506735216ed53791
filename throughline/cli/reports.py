"""Commands on reports: `report` writes one as docx, PDF or HTML."""

from pathlib import Path
from typing import Annotated

import typer

from throughline.cli.reading import today
from throughline.cli.terminal import OUT, open_record, stop


def report(
    kind: Annotated[str, typer.Argument(help="progress, resolution, performance or brief.")],
    about: Annotated[str, typer.Argument(help="What it is about: UN/2026, UN/2026/10, A/RES/78/243 ...")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file: its ending says how it is written.")],
    language: Annotated[str, typer.Option(help="ar, en, es, fr, ru or zh.")] = "en",
    organization: Annotated[str, typer.Option(help="Whose record; the one whose address it is without this.")] = "",
    edition: Annotated[int, typer.Option(help="A frozen edition instead of the report as the record stands.")] = 0,
    site: Annotated[str, typer.Option(help="Where the record is served, so that figures lead to their source.")] = "",
) -> None:
    """Write a report: progress of a plan, programme performance, a brief, or how a resolution is implemented."""
    open_record()
    from throughline.engine.errors import Refused  # noqa: PLC0415  (slow)
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415  (slow)
    from throughline.web.reports.writing import NoSuchReport, written_report  # noqa: PLC0415  (slow)

    try:
        content = written_report(
            kind=kind,
            about=about,
            ending=out.suffix.removeprefix("."),
            language=language,
            organization=organization,
            edition=edition,
            today=today(),
            seen=EVERYTHING,
            site=site,
        )
    except (NoSuchReport, Refused) as reason:
        stop(str(reason))
    out.write_bytes(content)
    OUT.print(f"{out}: {len(content):,} bytes.")


COMMANDS = (report,)
