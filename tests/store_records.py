"""Records written by hand for the tests of the store: a resolution, a report, a fascicle."""

from decimal import Decimal
from hashlib import sha256
from typing import Any

from throughline.engine.budgeting.records import Fascicle, FollowUp, PostFigure, ResourceFigure
from throughline.engine.findings import Finding, Severity
from throughline.engine.mandates.records import (
    Act,
    Addressee,
    Citation,
    Deadline,
    Document,
    ListedMandate,
    Masthead,
    Mention,
    Paragraph,
    Reporting,
    TrackedLine,
)
from throughline.engine.monitoring.printed import (
    ComplianceRate,
    Deliverable,
    Evaluation,
    Measure,
    MeasureValue,
    Quantity,
)
from throughline.engine.planning.printed import PlanParagraph, PrintedTable, Programme, Result, Subprogramme
from throughline.engine.sources import Cell


def digest(text: str) -> str:
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def request(text: str = "to report on boats", who: str = "Secretary-General", latest: str | None = None) -> Act:
    deadline = Deadline("by then", "date", latest, latest) if latest else None
    addressees = (Addressee(who, f"the {who}", "explicit"),)
    return Act("request", text, (10, 20), addressees, force="request", deadline=deadline, reporting=Reporting("report"))


def resolution(
    symbol: str | None = "A/RES/78/243",
    *,
    texts: tuple[str, ...] = ("Recalling its harbours,", "Requests the Secretary-General to report on boats;"),
    cites: tuple[str, ...] = ("A/RES/60/1",),
    acts: tuple[Act, ...] = (request(),),
    file: str = "boats.txt",
    title: str = "Boats",
    **head: Any,
) -> Document:
    """A resolution with one preambular paragraph that cites, and operative ones; the first asks."""
    name = symbol or ""
    paragraphs = [
        Paragraph(
            f"{name}#p1",
            "preambular",
            None,
            1,
            None,
            "Recalling",
            texts[0],
            (0, 9),
            citations=tuple(Citation(one, one, "paragraph 2") for one in cites),
            notes=("1",),
        )
    ]
    for at, text in enumerate(texts[1:], start=1):
        paragraphs.append(
            Paragraph(
                f"{name}#{at}",
                "operative",
                str(at),
                1,
                None,
                "Requests",
                text,
                (10 * at, 10 * at + 9),
                acts=acts if at == 1 else (),
            )
        )
    masthead = Masthead(symbol=symbol, body="General Assembly", title=title, adopted="2023-12-22", language="en")
    for key, value in head.items():
        masthead = Masthead(**{**{f: getattr(masthead, f) for f in masthead.__dataclass_fields__}, key: value})
    return Document(
        kind="resolution",
        file=file,
        sha256=digest("\n".join((name, *texts, file, str(cites), str(acts), str(head)))),
        format="txt",
        masthead=masthead,
        paragraphs=tuple(paragraphs),
        notes={"1": "See the annex."},
        findings=(Finding("RS-NUMBER", Severity.INFO, f"{name}#2", "Numbered 2 by its order."),),
        unclaimed=((90, 95),),
    )


def report(symbol: str = "A/78/500", mentions: str = "A/RES/60/1", file: str = "report.txt") -> Document:
    mention = Mention(Citation(mentions, mentions), f"pursuant to {mentions} on boats", (5, 15))
    return Document(
        "report",
        file,
        digest(symbol + mentions + file),
        "txt",
        Masthead(symbol=symbol, language="en"),
        mentions=(mention,),
        references=("A/78/6",),
    )


def cell(row: int, column: int, table: str = "10.19") -> Cell:
    return Cell(table, f"Row {row}", f"Column {column}", row, column)


def money_row(row: int, place: str | None, amount: str | None, level: str = "line") -> ResourceFigure:
    value = Decimal(amount) if amount is not None else None
    return ResourceFigure(
        cell(row, 7),
        "regular budget",
        "Programme of work",
        place,
        2026,
        "estimate",
        value,
        level,
        amount or "–",
        part="1",
        group=("Programme of work",),
        category="Posts",
        scope="II",
        step=Decimal("0.5"),
        currency="CHF",
    )


def fascicle(
    *,
    symbol: str | None = "A/80/6 (Sect. 10)",
    section: str | None = "10",
    year: int | None = 2026,
    lists: tuple[str, ...] = ("A/RES/78/243", "E/RES/2023/29"),
    amount: str = "7903400",
    rows: int = 1,
    file: str = "sect10.docx",
    **fields: Any,
) -> Fascicle:
    """A fascicle with two subprogrammes; `rows` says how many deliverables and figures the first one has."""
    mandates = tuple(
        ListedMandate("SP1", one, "Boats", "General Assembly", "para. 7", one, cell(1, 0, "#1")) for one in lists
    )
    measure = Measure(
        "SP1/R2",
        "Boats afloat",
        "boats",
        (
            MeasureValue(2024, "actual", Decimal(12), "12 boats", cell(1, 2, "#2")),
            MeasureValue(2026, "planned", None, "more boats", cell(1, 4, "#2")),
        ),
        "#2",
    )
    deliverables = tuple(
        Deliverable(
            "SP1",
            "A",
            "Parliamentary documentation",
            str(n + 1),
            f"Report {n} on boats",
            "number of documents",
            "item",
            (
                Quantity(2024, "planned", Decimal(2), "2", cell(n, 1, "#3")),
                Quantity(2024, "actual", Decimal(1), "1", cell(n, 2, "#3")),
            ),
            "#3",
        )
        for n in range(rows)
    )
    head = Deliverable("SP1", "A", None, None, "Facilitation of the process", None, "category", ())
    resources = (*(money_row(n, "SP1", amount) for n in range(rows)), money_row(rows, None, None, "total"))
    base = Fascicle(
        file=file,
        sha256=digest(f"{symbol}{section}{year}{lists}{amount}{rows}{file}{fields}"),
        format="docx",
        symbol=symbol,
        section=section,
        part="IV",
        budget_year=year,
        title="Boats and harbours",
        currency="USD",
        unit=1000,
        programmes=(
            Programme("", "8", "Boats"),
            Programme("II", None, "Harbours", "Shelter", "Build", "Stand", ("10.2",)),
        ),
        subprogrammes=(
            Subprogramme("SP1", "", "1", "Boats", "Office", "Float", "Row", "Arrive", ("10.1",)),
            Subprogramme("II.SP2", "II", "2", "Harbours"),
        ),
        mandates=mandates,
        results=(
            Result("SP1/PERF", "SP1", None, "More boats", "performance"),
            Result("SP1/R2", "SP1", "2", "Safer boats", "planned", "which did not meet the planned target"),
        ),
        measures=(measure,),
        deliverables=(head, *deliverables),
        evaluations=(Evaluation("SP1", "10.5", "The boats were evaluated."),),
        lessons=(Evaluation("SP1", "10.6", "Row sooner."),),
        resources=resources,
        posts=(
            PostFigure(
                cell(3, 5, "10.20"),
                "regular budget",
                "Programme of work",
                "SP1",
                2026,
                "estimate",
                Decimal(23),
                "line",
                "23",
                "Professional and higher",
                "P-4",
                "II",
                "1",
                ("Programme of work",),
                "subtotal",
                True,
            ),
        ),
        compliance=(
            ComplianceRate(
                "", "Timely submission", "%", (MeasureValue(2024, "actual", Decimal("97.5"), "97.5"),), "10.17"
            ),
            ComplianceRate("SP1", "Advance booking", None, ()),
        ),
        oversight=(
            FollowUp("Board of Auditors", "A/79/5", "12", "Count the boats.", "They are counted.", cell(1, 1, "#9")),
        ),
        unclaimed=((5, 8),),
        paragraphs=(
            PlanParagraph("SP1", "strategy", "10.20", "The subprogramme will:", (40, 60)),
            PlanParagraph("SP1", "strategy", None, "Row, and sail.", (61, 80), "SP1/R2"),
        ),
        tables=(PrintedTable("II", "10.21", "Changes of posts", "posts", (("Post", "Change"), ("P-4", "1"))),),
        findings=(Finding("PB-SUM", Severity.ERROR, "table 10.19, row Subtotal", "Does not add up.", ("7", "8")),),
    )
    return Fascicle(**{**{f: getattr(base, f) for f in base.__dataclass_fields__}, **fields})


def full_resolution() -> Document:
    """A resolution in which every field of every record says something."""
    act = Act(
        verb="request",
        request="to report annually",
        span=(30, 40),
        addressees=(Addressee("Secretary-General", "him", "anaphora"),),
        inherited=True,
        reiterated=True,
        force="request",
        deadline=Deadline("by its next session", "session", "2024-09-10", "2025-09-08", "General Assembly", "79", True),
        reporting=Reporting("report", "General Assembly", "report", "annual"),
    )
    citation = Citation("resolution 60/1 of 16 September 2005", "A/RES/60/1", "paragraph 2", "2005-09-16", "1")
    symbol = "A/RES/78/244"
    masthead = Masthead(
        symbol,
        "General Assembly",
        "Seventy-eighth session",
        "Boats",
        "12 (b)",
        "2023-12-22",
        "2024-01-03",
        "en",
        "general assembly",
    )
    return Document(
        kind="resolution",
        file="full.docx",
        sha256=digest("full"),
        format="docx",
        masthead=masthead,
        paragraphs=(
            Paragraph(f"{symbol}#7", "operative", "7", 1, None, "Requests", "Requests:", (0, 29)),
            Paragraph(
                f"{symbol}#7(b)",
                "operative",
                "(b)",
                2,
                f"{symbol}#7",
                "Requests",
                "To report annually.",
                (30, 50),
                (act,),
                (citation,),
                ("1",),
            ),
        ),
        notes={"1": "Resolution 60/1.", "*": "Reissued."},
        mentions=(Mention(Citation("decision 78/400", None), "pursuant to decision 78/400", (60, 70)),),
        tracked=(TrackedLine("marked", "body", "7.", (("Requests", "same"), ("more", "inserted"))),),
        references=("A/78/6",),
        findings=(Finding("RS-NUMBER", Severity.WARNING, "line 4", "Look.", ("7", "8")),),
        unclaimed=((90, 95), (99, 100)),
    )
