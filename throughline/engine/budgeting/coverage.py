"""Whether money and results stand together: money without a result, results without money."""

from collections.abc import Container, Iterable

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.planning.printed import Result, Subprogramme


def check_coverage(
    subprogrammes: Iterable[Subprogramme],
    results: Iterable[Result],
    paid: Container[str],
    base: str,
    year: int,
) -> list[Finding]:
    """BU-NO-RESULT and BU-NO-MONEY for the subprogrammes of one fascicle.

    `paid` holds the places with an estimate for the budget year that is not zero; `base` is the fascicle's address
    ("UN/2026/10"). Cost: one pass over each.
    """
    with_results = {result.place for result in results if result.kind == "planned"}
    findings = []
    for subprogramme in subprogrammes:
        address = f"{base}/{subprogramme.place}"
        if subprogramme.place in paid and subprogramme.place not in with_results:
            message = Sentence(
                '"%(title)s" has money for %(year)s and no planned result: say what it is for.',
                title=subprogramme.title,
                year=year,
            )
            findings.append(Finding("BU-NO-RESULT", Severity.WARNING, address, message))
        if subprogramme.place in with_results and subprogramme.place not in paid:
            message = Sentence(
                '"%(title)s" has planned results and no money for %(year)s: link what pays for it.',
                title=subprogramme.title,
                year=year,
            )
            findings.append(Finding("BU-NO-MONEY", Severity.WARNING, address, message))
    return findings
