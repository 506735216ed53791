"""Commands that serve the record: `serve`, `work`, and `demo` with the documents of a small invented organization."""

from pathlib import Path
from typing import Annotated

import typer

from throughline.cli.demonstrating import plan_and_reach
from throughline.cli.reading import say_counts, take_files
from throughline.cli.terminal import OUT, open_record, stop
from throughline.readers.files import Format

PACKAGE = Path(__file__).resolve().parents[1]
DEMO = PACKAGE.parent / "demo"
DEMO_ORGANIZATION = "HWU"

Port = Annotated[int, typer.Option(help="The port on this machine.")]
Address = Annotated[str, typer.Option(help="Where to listen; anywhere but on this machine needs sign-in.")]


def serve(port: Port = 8000, address: Address = "127.0.0.1") -> None:
    """Serve the record at http://127.0.0.1:8000; refuses when something is unsafe, and says what."""
    open_record()
    _serve(port, address)


def demo(
    port: Port = 8000,
    data: Annotated[Path, typer.Option(help="The folder of the demo's record.")] = Path("var/demo"),
) -> None:
    """Read the documents in demo/ into a record of their own and serve it."""
    if not DEMO.is_dir():
        stop(f"The demo's documents are not at {DEMO}: run the demo from a clone of the repository.")
    open_record(data)
    papers = sorted(path for path in DEMO.iterdir() if path.suffix in {".docx", ".txt", ".pdf", ".html"})
    taken, unread = take_files(papers, Format.AUTO, DEMO_ORGANIZATION, dry_run=False)
    say_counts(taken, unread, DEMO_ORGANIZATION, dry_run=False)
    OUT.print(plan_and_reach(DEMO, DEMO_ORGANIZATION))
    OUT.print(f"The other commands see this record with THROUGHLINE_DATA={data}: throughline check, show, search.")
    _serve(port)


def _serve(port: int, address: str = "127.0.0.1") -> None:
    from throughline.web.serve import reasons_not_to_serve  # noqa: PLC0415  (slow)
    from throughline.web.serve import serve as serve_site  # noqa: PLC0415  (slow)

    reasons = list(reasons_not_to_serve(address, port))
    if reasons:
        stop("\n".join(reasons))
    OUT.print(f"\nServing at http://{address}:{port} (stop with Ctrl-C)")
    raise typer.Exit(serve_site(address, port))


def work() -> None:
    """Do what takes long for a site that other servers serve: `serve` and `demo` bring their own worker."""
    open_record()
    from throughline.web.work.worker import main  # noqa: PLC0415  (slow)

    main()


COMMANDS = (serve, demo, work)
