"""PB-SUM: whether printed totals, changes and percentages follow from the figures beside and above them."""

from collections.abc import Iterable

from throughline.engine.budgeting.cross_sums import check_percentages, reckon_row
from throughline.engine.budgeting.printed import PrintedTable, tables_of
from throughline.engine.budgeting.reckoning import findings_of
from throughline.engine.budgeting.records import PostFigure, ResourceFigure
from throughline.engine.budgeting.row_sums import reckon_rows
from throughline.engine.findings import Finding, Sentence, Severity

ROWS_AT_MOST = 2000


def check_sums(resources: Iterable[ResourceFigure], posts: Iterable[PostFigure]) -> list[Finding]:
    """PB-SUM for every printed table: sums of rows, sums of columns, changes and percentages.

    Printed and computed figure stand in the finding. What rounding of the addends can explain is `info`, any other
    difference an `error`; posts are counts, and nothing is rounded there. Cost: linear in the figures, but for rows
    that stand under several sums.
    """
    findings: list[Finding] = []
    for table in tables_of(resources, posts):
        if len(table.rows) > ROWS_AT_MOST:
            findings.append(_too_long(table))
            continue
        reckonings = reckon_rows(table)
        for row in table.rows:
            reckonings += reckon_row(row, table.columns[row.part])
        findings += findings_of(reckonings)
        mended = {id(one.entry): one.computed for one in reckonings if not one.explained}
        for row in table.rows:
            findings += check_percentages(row, mended)
    return findings


def _too_long(table: PrintedTable) -> Finding:
    message = Sentence(
        "The table has %(rows)s rows, more than %(most)s: its sums were not checked. Split it.",
        rows=len(table.rows),
        most=ROWS_AT_MOST,
    )
    return Finding("PB-SUM", Severity.WARNING, f"table {table.number}", message)
