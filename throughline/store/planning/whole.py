"""What a version plans, read back as the records that its reader gave."""

from throughline.engine.mandates.records import ListedMandate as Listed
from throughline.engine.planning import printed as records
from throughline.store.mandates.tables import Version
from throughline.store.planning.tables import (
    PROGRAMME,
    SUBPROGRAMME,
    ListedMandate,
    Place,
    PlanParagraph,
    PrintedTable,
    Result,
)
from throughline.store.rows import none_if_blank


def place_records(version: Version) -> tuple[tuple[records.Programme, ...], tuple[records.Subprogramme, ...]]:
    """Programmes and subprogrammes of a version, in order; one statement."""
    rows = list(Place.objects.filter(version=version).order_by("position"))
    codes = {one.address: one.place for one in rows}
    programmes = tuple(
        records.Programme(
            place=one.place,
            code=none_if_blank(one.code),
            title=one.title,
            objective=none_if_blank(one.objective),
            strategy=none_if_blank(one.strategy),
            expected=none_if_blank(one.expected),
            paragraphs=tuple(one.paragraphs),
        )
        for one in rows
        if one.kind == PROGRAMME
    )
    subprogrammes = tuple(_subprogramme(one, codes) for one in rows if one.kind == SUBPROGRAMME)
    return programmes, subprogrammes


def _subprogramme(one: Place, codes: dict[str, str]) -> records.Subprogramme:
    return records.Subprogramme(
        place=one.place,
        programme=codes.get(one.parent, ""),
        code=one.code,
        title=one.title,
        entity=none_if_blank(one.entity),
        objective=none_if_blank(one.objective),
        strategy=none_if_blank(one.strategy),
        expected=none_if_blank(one.expected),
        paragraphs=tuple(one.paragraphs),
    )


def result_records(version: Version) -> tuple[records.Result, ...]:
    """Results of a version, in order; one statement."""
    rows = Result.objects.filter(version=version).select_related("place").order_by("position")
    return tuple(result_record(one) for one in rows)


def result_record(one: Result) -> records.Result:
    """A result as a record; its place must be at hand (select_related)."""
    narrative = none_if_blank(one.narrative)
    return records.Result(one.key, one.place.place, none_if_blank(one.number), one.title, one.kind, narrative)


def listed_records(version: Version) -> tuple[Listed, ...]:
    """Mandates that the places of a version list, in order; one statement."""
    rows = ListedMandate.objects.filter(version=version).select_related("place").order_by("position")
    return tuple(
        Listed(
            place=one.place.place,
            symbol=one.symbol,
            title=one.title,
            body=none_if_blank(one.body),
            paragraph=none_if_blank(one.paragraph),
            raw=one.raw,
            cell=one.cell(),
        )
        for one in rows
    )


def text_records(version: Version) -> tuple[records.PlanParagraph, ...]:
    """Paragraphs of a version of a plan, in order; one statement."""
    return tuple(
        records.PlanParagraph(
            place=one.named,
            block=one.block,
            number=none_if_blank(one.number),
            text=one.text,
            span=(one.start, one.end),
            result=none_if_blank(one.result),
        )
        for one in PlanParagraph.objects.filter(version=version).order_by("position")
    )


def table_records(version: Version) -> tuple[records.PrintedTable, ...]:
    """Tables of a version that gave no other record, in order; one statement."""
    return tuple(
        records.PrintedTable(one.named, one.number, one.caption, one.kind, tuple(tuple(row) for row in one.rows))
        for one in PrintedTable.objects.filter(version=version).order_by("position")
    )
