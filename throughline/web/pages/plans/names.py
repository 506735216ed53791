"""Words of plans in the reader's language: funds, what a figure measures, states of values."""

from functools import lru_cache

from django.utils.translation import get_language, pgettext

FUNDS = ("regular budget", "other assessed", "extrabudgetary")


def fund_order(fund: str) -> tuple[int, str]:
    """Funds in the order that budgets print them, others after them by name."""
    return (FUNDS.index(fund) if fund in FUNDS else len(FUNDS)), fund


def fund_name(fund: str) -> str:
    """The name of a fund in the reader's language."""
    return _fund_names(get_language() or "").get(fund, fund)


@lru_cache(maxsize=20)
def _fund_names(_language: str) -> dict[str, str]:
    """The names of funds in a language: an outline asks for them a thousand times."""
    return {
        "regular budget": pgettext("fund", "regular budget"),
        "other assessed": pgettext("fund", "other assessed"),
        "extrabudgetary": pgettext("fund", "extrabudgetary"),
        "jointly financed": pgettext("fund", "jointly financed"),
    }


def measure_name(measure: str) -> str:
    """What a figure measures, in the reader's language."""
    names = {
        "expenditure": pgettext("measure", "spent"),
        "appropriation": pgettext("measure", "approved"),
        "estimate": pgettext("measure", "estimated"),
    }
    return names.get(measure, measure)


def status_name(status: str) -> str:
    """The state of a value, in the reader's language."""
    names = {
        "actual": pgettext("value", "actual"),
        "planned": pgettext("value", "planned"),
        "target": pgettext("value", "target"),
    }
    return names.get(status, status)
