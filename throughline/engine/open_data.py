"""Open data: the sets that an organization publishes, with what each column holds; the data dictionary."""

from dataclasses import dataclass
from enum import StrEnum

from throughline.engine.findings import Sentence


class Kind(StrEnum):
    """What the cells of a column hold; every column may be empty."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    FLAG = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and what that means."""

    name: str
    kind: Kind
    says: Sentence


@dataclass(frozen=True, slots=True)
class Dataset:
    """A set of rows of one kind."""

    name: str
    says: Sentence
    columns: tuple[Column, ...]


def _text(name: str, says: Sentence) -> Column:
    return Column(name, Kind.TEXT, says)


ADDRESS = _text("address", Sentence("The public address, by which the other sets refer to it."))
PLAN = _text("plan", Sentence("The address of the part of a plan that it belongs to."))
PLACE = _text("place", Sentence("The address of the place of the plan where it stands."))
YEAR = Column("year", Kind.INTEGER, Sentence("The year that the value is of."))
PRINTED = _text("printed", Sentence("What the document prints."))

DATASETS = (
    Dataset(
        "documents",
        Sentence("Documents of governing bodies, budgets and reports: those whose text is held, and those cited."),
        (
            ADDRESS,
            Column("held", Kind.FLAG, Sentence("Whether the text is held; if not, only that it is cited is known.")),
            _text("kind", Sentence("Resolution, decision, report, programme budget and so on.")),
            _text("body", Sentence("The body that adopted it.")),
            _text("session", Sentence("The session, as printed.")),
            _text("title", Sentence("The title.")),
            Column("adopted", Kind.DATE, Sentence("The day on which it was adopted.")),
            _text("language", Sentence("The language of the text that stands.")),
        ),
    ),
    Dataset(
        "acts",
        Sentence("What documents ask, decide or say, one row for each act of a paragraph."),
        (
            ADDRESS,
            _text("document", Sentence("The address of the document.")),
            _text("paragraph", Sentence("The address of the paragraph.")),
            _text("verb", Sentence("The verb, in its English base form.")),
            _text("request", Sentence("What is asked or said, in the words of the document.")),
            _text("addressees", Sentence("Who is asked; several are parted by semicolons.")),
            _text("force", Sentence("Demand, request, encourage, decide, or none.")),
            _text("deadline", Sentence("The time that is set, as printed.")),
            Column("latest", Kind.DATE, Sentence("The last day of that time, where it is known.")),
            Column("reporting", Kind.FLAG, Sentence("Whether it asks for a report.")),
            Column("answered", Kind.FLAG, Sentence("Whether a plan lists the document, or a link leads to an answer.")),
        ),
    ),
    Dataset(
        "plans",
        Sentence("Parts of plans, places in them, and what they are for."),
        (
            ADDRESS,
            PLAN,
            _text("document", Sentence("The address of the document that holds it.")),
            Column("year", Kind.INTEGER, Sentence("The budget year.")),
            _text("above", Sentence("The address of the place above it.")),
            _text("kind", Sentence("Section, programme or subprogramme.")),
            _text("title", Sentence("The title.")),
            _text("entity", Sentence("Who carries it out, where the document says so.")),
            _text("objective", Sentence("The objective.")),
        ),
    ),
    Dataset(
        "results",
        Sentence("Results with their measures, one row for each value; a result without any has one row."),
        (
            ADDRESS,
            PLAN,
            PLACE,
            _text("kind", Sentence("Performance (of the past year) or planned.")),
            _text("title", Sentence("The title.")),
            _text("measure", Sentence("The address of the measure.")),
            _text("measure_title", Sentence("What is measured.")),
            _text("unit", Sentence("The unit of the measure.")),
            YEAR,
            _text("status", Sentence("Actual, planned or target.")),
            Column("value", Kind.DECIMAL, Sentence("The value, where it is a number.")),
            PRINTED,
        ),
    ),
    Dataset(
        "figures",
        Sentence("Printed figures of money, each with its cell; totals stand beside the rows that they add up."),
        (
            ADDRESS,
            PLAN,
            PLACE,
            _text("fund", Sentence("The fund.")),
            _text("component", Sentence("The component.")),
            _text("category", Sentence("The category of expenditure.")),
            YEAR,
            _text("measure", Sentence("Estimate, appropriation, expenditure, change, percentage.")),
            _text("level", Sentence("Line, subtotal or total: add up lines alone.")),
            Column("amount", Kind.DECIMAL, Sentence("The amount in units of the currency, exact.")),
            _text("currency", Sentence("The currency, by its code of ISO 4217.")),
            Column("percentage", Kind.DECIMAL, Sentence("The percentage, where one is printed.")),
            PRINTED,
            _text("table", Sentence("The number of the table, as printed.")),
            _text("row", Sentence("The label of the row, as printed.")),
            _text("column", Sentence("The label of the column, as printed.")),
        ),
    ),
    Dataset(
        "elements",
        Sentence("Elements of plans of results (strategic, financial, operational), as they stand."),
        (
            ADDRESS,
            _text("plan", Sentence("The address of the plan.")),
            _text("plan_title", Sentence("The title of the plan.")),
            _text("plan_kind", Sentence("Strategic, financial or operational.")),
            Column("start", Kind.DATE, Sentence("The first day of the plan.")),
            Column("end", Kind.DATE, Sentence("The day after its last.")),
            Column("version", Kind.INTEGER, Sentence("The number of the version that stands.")),
            _text("above", Sentence("The address of the element above it; empty at the top.")),
            _text("level", Sentence("Its level, as the plan names it: goal, outcome, output, activity.")),
            _text("title", Sentence("The title.")),
            _text("text", Sentence("What is to come about.")),
            _text("assumptions", Sentence("What it builds on.")),
            _text("unit", Sentence("The code of the unit responsible.")),
            _text("goals", Sentence("Goals and targets of the 2030 Agenda; several are parted by semicolons.")),
        ),
    ),
    Dataset(
        "indicators",
        Sentence("Indicators in the definition that is in force."),
        (
            ADDRESS,
            _text("node", Sentence("The address of the part of a plan that it measures.")),
            Column("definition", Kind.INTEGER, Sentence("The number of the definition.")),
            _text("kind", Sentence("Quantity, ratio, index, yes or no, milestone, scale or qualitative.")),
            _text("title", Sentence("What it tells.")),
            _text("unit", Sentence("The unit, or the currency.")),
            _text("direction", Sentence("Which way is better: rise, fall, or within a band.")),
            Column("low", Kind.DECIMAL, Sentence("The lowest value of the band.")),
            Column("high", Kind.DECIMAL, Sentence("The highest value of the band.")),
            Column("months", Kind.INTEGER, Sentence("For how many months one report is; 0 for any.")),
            _text(
                "dimensions", Sentence("What it is broken down by: dimension=category|category; parted by semicolons.")
            ),
            _text("over_cells", Sentence("How values of categories become one.")),
            _text("over_places", Sentence("How values of places become one.")),
            _text("over_time", Sentence("How values of periods become one.")),
            _text("over_nodes", Sentence("How values of contributing parts of plans become one.")),
            _text("source", Sentence("Where values come from.")),
            _text("method", Sentence("How it is measured.")),
        ),
    ),
    Dataset(
        "values",
        Sentence("Official values of indicators: baselines, targets and what was reached, as they were approved."),
        (
            _text("address", Sentence("The public address of the report in which it was approved.")),
            _text("indicator", Sentence("The address of the indicator.")),
            _text("node", Sentence("The address of the part of a plan that reports it.")),
            _text("of", Sentence("Actual, target or baseline.")),
            _text("period", Sentence("The name of the period.")),
            Column("start", Kind.DATE, Sentence("The first day of the period.")),
            Column("end", Kind.DATE, Sentence("The day after its last.")),
            _text("cell", Sentence("The categories that it is of, as sex=f; empty for the total.")),
            _text("place", Sentence("The place that it is of; empty for everywhere.")),
            _text("state", Sentence("Reported, zero, not yet reported, not applicable, estimated or restated.")),
            Column("value", Kind.DECIMAL, Sentence("The number; of yes and no, 1 and 0.")),
            Column("denominator", Kind.DECIMAL, Sentence("What it is divided by, of a ratio; or its weight.")),
            _text("words", Sentence("What is told in words.")),
        ),
    ),
)
BY_NAME = {one.name: one for one in DATASETS}
