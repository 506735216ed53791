"""What follows from the line of a place or a result: the sentences that its page says first."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.engine.money import Money
from throughline.store.budgeting.reads import ESTIMATE, Stated
from throughline.web.formatting import number, plain_brief
from throughline.web.pages.plans.line import Line, newest_actual
from throughline.web.pages.plans.names import fund_name
from throughline.web.pages.plans.place import ACTUAL, Deliverables, Listed, ResultShown


def answer_of_place(
    line: Line, stated: Sequence[Stated], deliverables: Deliverables, mandates: Sequence[Listed], year: int | None
) -> list[str]:
    """What is missing, how the money moves, what was not delivered."""
    sentences = [str(stage.more) for stage in line.stages if stage.missing]
    sentences += _money(stated, year)
    if deliverables.due:
        late = deliverables.due - deliverables.delivered
        words = ngettext(
            "%(late)s of %(due)s deliverable planned for %(year)s did not come in full.",
            "%(late)s of %(due)s deliverables planned for %(year)s did not come in full.",
            deliverables.due,
        )
        kept = _("All %(due)s deliverables planned for %(year)s came in full.")
        values = {"late": late, "due": deliverables.due, "year": deliverables.past_year}
        sentences.append((words if late else kept) % values)
    unheld = sum(1 for one in mandates if not one.held)
    if unheld:
        words = ngettext(
            "The text of %(count)s of its mandates is not held: read it, and what it asks shows here.",
            "The texts of %(count)s of its mandates are not held: read them, and what they ask shows here.",
            unheld,
        )
        sentences.append(words % {"count": unheld})
    return sentences


def _money(stated: Sequence[Stated], year: int | None) -> list[str]:
    """The estimate of the first fund, and how it moves against what was stated for the year before."""
    if year is None:
        return []
    now = next((one for one in stated if one.year == year and one.measure == ESTIMATE), None)
    if now is None:
        return []
    said = _("%(fund)s %(amount)s for %(year)s") % {
        "fund": capfirst(fund_name(now.fund)),
        "amount": plain_brief(now.money),
        "year": year,
    }
    before = next((one for one in stated if one.fund == now.fund and one.year == year - 1), None)
    if before is None or before.money.currency != now.money.currency:
        return [f"{said}."]
    return [
        _("%(said)s, %(change)s stated for %(before)s.")
        % {"said": said, "change": change(before.money, now.money), "before": year - 1}
    ]


def change(before: Money, now: Money) -> str:
    """How an amount moves against the one before it, in words."""
    if before.minor == now.minor:
        return _("the same as")
    if before.minor == 0:
        return _("up from nothing")
    share = number(abs(Decimal(now.minor - before.minor) / before.minor * 100), 1)
    if now.minor < before.minor:
        return _("%(share)s %% less than") % {"share": share}
    return _("%(share)s %% more than") % {"share": share}


def answer_of_result(line: Line, result: ResultShown, year: int | None) -> list[str]:
    """What is planned and what was achieved, or what is missing."""
    sentences = [str(stage.more) for stage in line.stages if stage.missing]
    for measure in result.measures[:1]:
        target = next((one for one in measure.values if one.year == year and one.status != ACTUAL), None)
        actual = newest_actual(measure.values)
        if target and target.value is not None and actual and actual.value is not None:
            sentences.append(
                _("%(actual)s in %(then)s, %(target)s planned for %(year)s.")
                % {
                    "actual": number(actual.value),
                    "then": actual.year,
                    "target": number(target.value),
                    "year": year,
                }
            )
        elif target:
            sentences.append(_("Planned for %(year)s: %(target)s") % {"year": year, "target": _sentence(target.text)})
    return sentences or [_("It has a target, money and an actual value.")]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
