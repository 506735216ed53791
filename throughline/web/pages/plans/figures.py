"""A printed table, and where a figure came from: file, table, row, column, and what it can be checked with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.engine.addresses import cell_address
from throughline.engine.money import Money
from throughline.engine.natural import natural
from throughline.engine.sources import Cell, Typed
from throughline.store.editing.typed import typed_at
from throughline.store.models import (
    MeasureValue,
    Plan,
    PostFigure,
    PrintedTable,
    Quantity,
    ResourceFigure,
    Version,
)
from throughline.store.reporting.reads import standing_rows
from throughline.store.rights import Sight, in_plan, owned
from throughline.store.rows import IN_FORCE
from throughline.web.addresses import history_page, mandate_page, plan_page_of, source_page
from throughline.web.formatting import amount, day, file_name, number, plain_text
from throughline.web.pages.findings import FindingShown, shown
from throughline.web.pages.frame import Fact, Head, Step, for_workers
from throughline.web.pages.plans.names import fund_name, status_name
from throughline.web.pages.plans.trail import trail_of_plan

# A printed table with more rows than this is no table of a budget.
ROWS = 2000


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of a printed table: what is printed, and the address of the figure."""

    printed: str
    address: str


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a printed table; a cell is None where the table prints no figure."""

    label: str
    level: str
    cells: tuple[PrintedCell | None, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a printed table under the same headings."""

    columns: tuple[str, ...]
    rows: tuple[PrintedRow, ...]


def figure_page(request: HttpRequest, organization: str, address: str, seen: Sight) -> HttpResponse:
    """The source of a figure of money or of posts."""
    found = _figure_at(ResourceFigure, address, seen) or _figure_at(PostFigure, address, seen)
    if found is None:
        raise Http404(_("No figure with the address %(code)s was read.") % {"code": address[:200]})
    about = [
        Fact(_("What it is"), ", ".join(part for part in (found.component, found.category, found.measure) if part)),
        Fact(_("Year"), str(found.year or "")),
        Fact(_("Fund"), fund_name(found.fund)),
    ]
    if found.place:
        about.append(Fact(_("Of"), found.place.title, plan_page_of(organization, found.place.address)))
    findings = _findings_of_table(organization, found.version.document.plan, found.cell_table, seen)
    said = (found.printed, _understood(found))
    return _source(request, organization, address, found, said, about, _same(found), findings)


def _figure_at(model: Any, address: str, seen: Sight) -> Any:
    rows = model.objects.filter(IN_FORCE, in_plan(seen), address=address)
    return rows.select_related("version__source", "version__document__plan", "place").first()


def _understood(found: Any) -> str:
    """The figure as the record holds it."""
    if isinstance(found, PostFigure):
        return number(found.number) or _("no number")
    if found.percentage is not None:
        return f"{number(found.percentage)} %"
    return plain_text(amount(Money(found.minor, found.currency))) if found.minor is not None else _("no amount")


def _same(found: Any) -> Sequence[Any]:
    """Figures that other tables print for the same thing: what the figure can be checked with."""
    named = ["version_id", "place_id", "fund", "category", "scope", "year", "measure"]
    if found.place_id is None:
        # Without a place, lines of other tables are other things: sums alone are the same.
        named += ["component", "level"]
        if found.level == "line" and not found.category:
            return ()
    rows = type(found).objects.filter(**{name: getattr(found, name) for name in named})
    return list(rows.exclude(cell_table=found.cell_table).order_by("position")[:20])


def value_page(
    request: HttpRequest, organization: str, owner: str, year: int, status: str, seen: Sight
) -> HttpResponse:
    """The source of a value of a measure or of a quantity of a deliverable."""
    whole = ("version__source", "version__document__plan")
    when = in_plan(seen) & Q(year=year, status=status)
    measured: Any = MeasureValue.objects.filter(IN_FORCE, when, measure__address=owner)
    counted: Any = Quantity.objects.filter(IN_FORCE, when, deliverable__address=owner)
    found = measured.select_related(*whole, "measure__result").first()
    found = found or counted.select_related(*whole, "deliverable__place").first()
    if found is None:
        raise Http404(_("No value for %(year)s is printed at %(code)s.") % {"year": year, "code": owner[:200]})
    if isinstance(found, MeasureValue):
        of, above = found.measure, found.measure.result
    else:
        of, above = found.deliverable, found.deliverable.place
    about = [Fact(_("What it is"), of.title), Fact(_("Year"), f"{year}, {status_name(status)}")]
    if above:
        about.append(Fact(_("Of"), above.title, plan_page_of(organization, above.address)))
    said = (found.text, number(found.value) or _("no number"))
    plan = found.version.document.plan
    findings = _findings_of_table(organization, plan, found.cell_table, seen)
    address = f"{owner}/{year}-{status}"
    typed = typed_value(plan, found, owner, f"{year}-{status}") if not found.cell_table else None
    if typed is not None:
        before = printed_before(found, owner)
        # The document itself is told once, below.
        where = _printed_at(organization, before)[1][:-1] if before else []
        was = [Fact(_("Printed"), before.text or _("nothing")), *where] if before else []
        return _typed(request, organization, address, found, said, [*about, *was], typed)
    return _source(request, organization, address, found, said, about, (), findings)


def printed_before(found: Any, owner: str) -> Any:
    """The value as the last document that was read prints it, None where none does; one statement."""
    of = "measure__address" if isinstance(found, MeasureValue) else "deliverable__address"
    same = {of: owner, "year": found.year, "status": found.status, "version__document": found.version.document_id}
    printed = type(found).objects.filter(**same).exclude(cell_table="").order_by("-version__number")
    return printed.select_related("version__source", "version__document__plan").first()


def typed_value(plan: Plan, found: Any, owner: str, name: str) -> Typed | None:
    """Who typed a value, None where nobody did; one statement."""
    node = owner[len(plan.address) :].removeprefix("/")
    if isinstance(found, MeasureValue):
        node, _slash, measure = node.rpartition("/")
        name = f"{measure}/{name}"
    return typed_at(found.version_id, [node]).get((node, name))


def _typed(
    request: HttpRequest,
    organization: str,
    address: str,
    found: Any,
    said: tuple[str, str],
    about: Sequence[Fact],
    typed: Typed,
) -> HttpResponse:
    """The source of a value that a person typed: who, when, and the version that says so."""
    text, understood = said
    document = found.version.document
    changes = for_workers(request, organization, history_page(organization, _node(address)))
    # Who works there is told by name; others learn that it was typed, and what was printed.
    who = typed.by if changes else _("Somebody of the organization")
    context = {
        "node": _node(address),
        "head": Head(_("Where a figure came from"), address, trail_of_plan(organization, document.plan)),
        "answer": _("%(who)s typed %(text)s; the record holds %(understood)s.")
        % {"who": who, "text": text or _("nothing"), "understood": understood},
        "facts": [
            *about,
            Fact(_("Typed by"), who),
            Fact(_("On"), day(typed.at[:10])),
            Fact(_("In the record"), understood),
            Fact(_("Document"), document.address, mandate_page(organization, document.address)),
            Fact(_("Version of the document"), str(found.version.number), changes),
        ],
        "same": (),
        "findings": (),
        "is_typed": True,
    }
    return render(request, "plans/figure.html", context)


def _source(
    request: HttpRequest,
    organization: str,
    address: str,
    found: Any,
    said: tuple[str, str],
    about: Sequence[Fact],
    same: Sequence[Any],
    findings: Sequence[FindingShown],
) -> HttpResponse:
    printed_text, understood = said
    version: Version = found.version
    steps, where = _printed_at(organization, found)
    file = for_workers(request, organization, source_page(organization, version.source.sha256))
    is_cell = isinstance(found, ResourceFigure | PostFigure)
    node, changed = (address, version.document.address) if is_cell else (_node(address), _node(address))
    changes = for_workers(request, organization, history_page(organization, changed))
    context = {
        "node": node,
        "head": Head(_("Where a figure came from"), address, steps),
        "answer": _("%(printed)s is printed there; the record holds %(understood)s.")
        % {"printed": printed_text or _("Nothing"), "understood": understood},
        "facts": [
            *about,
            Fact(_("Printed"), printed_text or _("nothing")),
            Fact(_("In the record"), understood),
            *where,
            Fact(_("File"), file_name(version.source.name), file),
            Fact(_("Digest of the file"), version.source.sha256, file),
            Fact(_("Version of the document"), str(version.number), changes),
        ],
        "same": same,
        "own": [one for one in findings if _is_about(one, address, found)],
        "findings": [one for one in findings if not _is_about(one, address, found)],
    }
    return render(request, "plans/figure.html", context)


def _node(address: str) -> str:
    """The deliverable or measure that a value is of."""
    return address.rpartition("/")[0]


def _is_about(finding: FindingShown, address: str, found: Any) -> bool:
    """Tell whether a finding is about this very cell, and not about another one of its table."""
    return finding.subject == address or f"row {found.cell_row}, column {found.cell_column}" in finding.where


def _printed_at(organization: str, found: Any) -> tuple[tuple[Step, ...], list[Fact]]:
    """The trail to a figure, and the facts of where it is printed."""
    document, plan = found.version.document, found.version.document.plan
    steps = trail_of_plan(organization, plan)
    where = [Fact(_("Document"), document.address, mandate_page(organization, document.address))]
    if not found.cell_table:
        return steps, where
    page = plan_page_of(organization, table_address(plan.address, found.cell_table))
    named = _("Table %(number)s") % {"number": found.cell_table}
    table = [Fact(_("Table"), named, page), Fact(_("Row"), found.cell_row), Fact(_("Column"), found.cell_column)]
    return (*steps, Step(named, page)), [*table, *where]


def _findings_of_table(organization: str, plan: Plan, table: str, seen: Sight) -> list[FindingShown]:
    """What stands about the table that prints the figure; one statement."""
    if not table:
        return []
    cells = Q(address__startswith=f"{table_address(plan.address, table)}/")
    named = Q(address=plan.address) | Q(address__startswith=f"{plan.address}/T")
    found = standing_rows(organization=organization, seen_by=seen).filter(named)
    return shown(organization, found.filter(cells | Q(where__contains=f"table {table},")))


def table_page(request: HttpRequest, organization: str, plan_address: str, table: str, seen: Sight) -> HttpResponse:
    """A table of money and posts as it is printed, every figure leading to its source."""
    plan = Plan.objects.filter(owned(seen), address=plan_address).select_related("document__current__source").first()
    if plan is None:
        raise Http404(_("No plan with the address %(code)s was read.") % {"code": plan_address[:200]})
    figures: list[ResourceFigure | PostFigure] = []
    for model in (ResourceFigure, PostFigure):
        rows: Any = model.objects.filter(
            version=plan.document.current_id, address__startswith=f"{plan.address}/T{table}/"
        )
        figures.extend(rows.order_by("position")[:ROWS])
    if not figures:
        return _other_table(request, organization, plan, table)
    name = figures[0].cell_table
    findings = _findings_of_table(organization, plan, name, seen)
    source = plan.document.current.source if plan.document.current else None
    context = {
        "head": Head(_("Printed table"), _("Table %(number)s") % {"number": name}, trail_of_plan(organization, plan)),
        "answer": _table_answer(len(figures), findings),
        "plan": plan,
        "blocks": printed(figures),
        "source": source,
        "file": for_workers(request, organization, source_page(organization, source.sha256)) if source else "",
        "findings": findings,
    }
    return render(request, "plans/table.html", context)


def _other_table(request: HttpRequest, organization: str, plan: Plan, table: str) -> HttpResponse:
    """A table without figures of money or posts: deliverables and measures stand on the page of what they are of."""
    version, names = plan.document.current_id, (table, table.replace("n", "#", 1))
    counted = Quantity.objects.filter(version=version, cell_table__in=names).select_related("deliverable__place")
    if quantity := counted.first():
        return redirect(f"{plan_page_of(organization, quantity.deliverable.place.address)}#deliverables")
    measured = MeasureValue.objects.filter(version=version, cell_table__in=names, measure__result__isnull=False)
    if value := measured.select_related("measure__result").first():
        assert value.measure.result is not None
        return redirect(f"{plan_page_of(organization, value.measure.result.address)}#measures")
    found = PrintedTable.objects.filter(version=version, number__in=names).order_by("position").first()
    if found is None:
        words = _("No table %(table)s was read in %(code)s.")
        raise Http404(words % {"table": table, "code": plan.address})
    name = _("Table %(number)s") % {"number": found.number}
    head = Head(_("Printed table"), found.caption or name, trail_of_plan(organization, plan))
    return render(request, "plans/printed.html", {"head": head, "table": found, "plan": plan, "name": name})


def _table_answer(figures: int, findings: Sequence[FindingShown]) -> str:
    count = ngettext("%(count)s figure was read from it", "%(count)s figures were read from it", figures) % {
        "count": figures
    }
    if not findings:
        return _("%(figures)s; nothing was found wrong with it.") % {"figures": count}
    wrong = ngettext("%(count)s finding", "%(count)s findings", len(findings)) % {"count": len(findings)}
    return _("%(figures)s; %(findings)s below.") % {"figures": count, "findings": wrong}


def printed(figures: Iterable[ResourceFigure | PostFigure]) -> tuple[Block, ...]:
    """The figures of one table set out as they are printed; a block ends where the headings of its columns change."""
    rows: dict[int, dict[int, ResourceFigure | PostFigure]] = {}
    for one in figures:
        rows.setdefault(one.row_index, {})[one.column_index] = one
    blocks: list[tuple[dict[int, str], list[dict[int, ResourceFigure | PostFigure]]]] = []
    for row in (rows[index] for index in sorted(rows)):
        own = {column: one.cell_column for column, one in row.items()}
        if not blocks or any(blocks[-1][0].get(column, heading) != heading for column, heading in own.items()):
            blocks.append(({}, []))
        blocks[-1][0].update(own)
        blocks[-1][1].append(row)
    return tuple(_block(headings, body) for headings, body in blocks)


def _block(headings: Mapping[int, str], body: Iterable[Mapping[int, Any]]) -> Block:
    order = sorted(headings)
    return Block(tuple(headings[column] for column in order), tuple(_row(row, order) for row in body))


def _row(cells: Mapping[int, Any], order: Sequence[int]) -> PrintedRow:
    first = next(iter(cells.values()))
    shown = (cells.get(column) for column in order)
    return PrintedRow(
        label=first.cell_row,
        level=first.level,
        cells=tuple(PrintedCell(one.printed, one.address) if one else None for one in shown),
    )


@dataclass(frozen=True, slots=True)
class TableLink:
    """A printed table: its number as printed, and its address."""

    number: str
    address: str


def tables_of(plan: str, version: int) -> list[TableLink]:
    """The tables of figures of a plan in the order of their numbers; one statement."""
    first: Any = ResourceFigure.objects.filter(version=version).exclude(cell_table="")
    second: Any = PostFigure.objects.filter(version=version).exclude(cell_table="")
    numbers = first.order_by().values_list("cell_table").union(second.order_by().values_list("cell_table"))
    return [
        TableLink(number, table_address(plan, number)) for (number,) in sorted(numbers, key=lambda row: natural(row[0]))
    ]


def table_address(plan: str, number: str) -> str:
    """The address of a printed table: `UN/2026/10/T10.19`."""
    return cell_address(plan, Cell(number, "", "")).rsplit("/", 2)[0]
