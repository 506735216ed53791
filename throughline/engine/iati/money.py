"""Money of an IATI activity: budgets, disbursements planned, and transactions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from throughline.engine.iati.layout import Kept, at, each
from throughline.engine.iati.parts import Classified, Code, Narrative, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What an activity may spend in a period of at most a year; `type` 1 original, 2 revised; `status` 2 committed."""

    type: str | None = at("@type")
    status: str | None = at("@status")
    start: date | None = at("period-start/@iso-date")
    end: date | None = at("period-end/@iso-date")
    value: Value | None = at("value")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who gives."""

    ref: str | None = at("@ref")
    activity: str | None = at("@provider-activity-id")
    type: str | None = at("@type")
    names: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who receives."""

    ref: str | None = at("@ref")
    activity: str | None = at("@receiver-activity-id")
    type: str | None = at("@type")
    names: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDisbursement:
    """A payment that is meant to be made to another organisation."""

    type: str | None = at("@type")
    start: date | None = at("period-start/@iso-date")
    end: date | None = at("period-end/@iso-date")
    value: Value | None = at("value")
    provider: Provider | None = at("provider-org")
    receiver: Receiver | None = at("receiver-org")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """Money committed, given or spent; `type` is a code of the list TransactionType."""

    ref: str | None = at("@ref")
    is_humanitarian: bool | None = at("@humanitarian")
    type: str | None = at("transaction-type/@code")
    day: date | None = at("transaction-date/@iso-date")
    value: Value | None = at("value")
    description: tuple[Narrative, ...] = each("description/narrative")
    provider: Provider | None = at("provider-org")
    receiver: Receiver | None = at("receiver-org")
    channel: str | None = at("disbursement-channel/@code")
    sectors: tuple[Classified, ...] = each("sector")
    country: Classified | None = at("recipient-country")
    region: Classified | None = at("recipient-region")
    flow_type: str | None = at("flow-type/@code")
    finance_type: str | None = at("finance-type/@code")
    aid_types: tuple[Code, ...] = each("aid-type")
    tied_status: str | None = at("tied-status/@code")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetItem:
    """A share of the activity in the budget of the country that receives it."""

    code: str | None = at("@code")
    percentage: Decimal | None = at("@percentage")
    description: tuple[Narrative, ...] = each("description/narrative")
    kept: tuple[Kept, ...] = ()
