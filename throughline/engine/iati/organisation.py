"""An organisation as its IATI file tells of it: what it has to spend, on whom and where, and what it spent."""

from dataclasses import dataclass
from datetime import date

from throughline.engine.iati.layout import Kept, at, each
from throughline.engine.iati.parts import Classified, DocumentLink, Narrative, ReportingOrganisation, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """A part of a total, with its own words."""

    ref: str | None = at("@ref")
    value: Value | None = at("value")
    words: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """An organisation that money is meant for."""

    ref: str | None = at("@ref")
    names: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardBudget:
    """What is to be spent in a period of at most a year, on an organisation, a region or a country where on one."""

    status: str | None = at("@status")
    recipient: Recipient | None = at("recipient-org")
    region: Classified | None = at("recipient-region")
    country: Classified | None = at("recipient-country")
    start: date | None = at("period-start/@iso-date")
    end: date | None = at("period-end/@iso-date")
    value: Value | None = at("value")
    lines: tuple[BudgetLine, ...] = each("budget-line")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expenditure:
    """What was spent in a period, by lines."""

    start: date | None = at("period-start/@iso-date")
    end: date | None = at("period-end/@iso-date")
    value: Value | None = at("value")
    lines: tuple[BudgetLine, ...] = each("expense-line")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One organisation."""

    language: str | None = at("@xml:lang")
    currency: str | None = at("@default-currency")
    updated: str | None = at("@last-updated-datetime")
    identifier: str | None = at("organisation-identifier/text()")
    name: tuple[Narrative, ...] = each("name/narrative")
    reporting: ReportingOrganisation | None = at("reporting-org")
    total_budgets: tuple[ForwardBudget, ...] = each("total-budget")
    recipient_budgets: tuple[ForwardBudget, ...] = each("recipient-org-budget")
    region_budgets: tuple[ForwardBudget, ...] = each("recipient-region-budget")
    country_budgets: tuple[ForwardBudget, ...] = each("recipient-country-budget")
    expenditures: tuple[Expenditure, ...] = each("total-expenditure")
    documents: tuple[DocumentLink, ...] = each("document-link")
    kept: tuple[Kept, ...] = ()
