"""Reports written: a progress report of 200 pages with 60 charts as HTML, docx and PDF, twice, byte for byte.

The report is made up: thirty goals, each with headings, paragraphs, lists, notes, two charts with the table behind
them and a table of 130 deliverables, all figures of which are links; then the same in Arabic. Each form is made in two
processes of its own, so the first time holds what is loaded for it: Typst, fonts. Run by `python -m bench.reports`.
"""

import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha256
from resource import RUSAGE_SELF, getrusage
from statistics import median

import pypdfium2
from rich.console import Console
from rich.table import Table as Printed

from tests.report_records import written_report
from throughline.engine.reporting.blocks import Block, Chart, Paragraph, Report, Table
from throughline.writers.report_docx import report_docx
from throughline.writers.report_html import report_html
from throughline.writers.report_pdf import report_pdf

GOALS, ROWS, ROUNDS = 30, 13, 3
WANTED = {"html": "", "docx": "8 s", "pdf": "8 s"}


def long_report(language: str) -> Report:
    """A report of thirty goals: the tables thirteen times as long as in tests, each paragraph six times."""

    def longer(block: Block) -> tuple[Block, ...]:
        match block:
            case Table():
                return (replace(block, rows=(block.rows[0], *block.rows[1:-1] * ROWS, block.rows[-1])),)
            case Paragraph():
                return (block,) * 6
        return (block,)

    report = written_report(language, GOALS)
    return replace(report, blocks=tuple(one for block in report.blocks for one in longer(block)))


def link(address: str) -> str:
    """The page of an address."""
    return f"https://boats.example/{address}"


def made(kind: str, report: Report) -> bytes:
    """The report in one of the three forms."""
    match kind:
        case "html":
            return report_html(report, link).encode()
        case "docx":
            return report_docx(report, link)
    return report_pdf(report, link)


def measure(kind: str, language: str) -> None:
    """Print, in this process: seconds (first, next, of the processor), memory, bytes, digest, pages."""
    report = long_report(language)
    seconds, own, peak = [], [], 0
    for _ in range(1 + ROUNDS):
        start, started = time.perf_counter(), time.process_time()
        content = made(kind, report)
        seconds.append(time.perf_counter() - start)
        own.append(time.process_time() - started)
        peak = peak or getrusage(RUSAGE_SELF).ru_maxrss // 1024
    pages = 0
    if kind == "pdf":
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
        document.close()
    print(seconds[0], median(seconds[1:]), median(own), peak, len(content), sha256(content).hexdigest(), pages)


def main() -> None:
    """Make each form in two processes, and print a table."""
    table = Printed(title=f"A report with {sum(isinstance(one, Chart) for one in long_report('en').blocks)} charts")
    heads = ("form", "language", "wanted", "first, s", "again, s", "processor, s", "same", "MB", "pages", "peak MB")
    for place, head in enumerate(heads):
        table.add_column(head, justify="left" if place < 3 else "right")
    for language in ("en", "ar"):
        for kind, wanted in WANTED.items():
            runs = [
                subprocess.run(
                    [sys.executable, "-m", "bench.reports", kind, language], capture_output=True, check=True, text=True
                ).stdout.split()
                for _ in range(2)
            ]
            first, again, own, peak, size, digest, pages = runs[0]
            same = "yes" if digest == runs[1][5] else "NO"
            numbers = (
                f"{float(first):.2f}",
                f"{float(again):.2f}",
                f"{float(own):.2f}",
                same,
                f"{int(size) / 1e6:.1f}",
                pages,
                peak,
            )
            table.add_row(kind, language, wanted, *numbers)
    Console(width=110).print(table)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(sys.argv[1], sys.argv[2])
    else:
        main()
