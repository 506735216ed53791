"""An IATI activity: what it is, who takes part, where, what it costs and what it reaches."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from throughline.engine.iati.layout import Kept, at, each
from throughline.engine.iati.money import Budget, BudgetItem, PlannedDisbursement, Transaction
from throughline.engine.iati.parts import (
    Classified,
    Code,
    DocumentLink,
    Line,
    Location,
    Narrative,
    ReportingOrganisation,
)
from throughline.engine.iati.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What an activity is about; `type` 1 general, 2 objectives, 3 target groups, 4 other."""

    type: str | None = at("@type")
    words: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An organisation that takes part; `role` 1 funding, 2 accountable, 3 extending, 4 implementing."""

    role: str | None = at("@role")
    ref: str | None = at("@ref")
    type: str | None = at("@type")
    activity: str | None = at("@activity-id")
    channel: str | None = at("@crs-channel-code")
    names: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherIdentifier:
    """A name under which the activity goes elsewhere."""

    ref: str | None = at("@ref")
    type: str | None = at("@type")
    owner: str | None = at("owner-org/@ref")
    owner_names: tuple[Narrative, ...] = each("owner-org/narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityDate:
    """A day of the activity; `type` 1 planned start, 2 actual start, 3 planned end, 4 actual end."""

    type: str | None = at("@type")
    day: date | None = at("@iso-date")
    words: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask."""

    type: str | None = at("@type")
    organisation: tuple[Narrative, ...] = each("organisation/narrative")
    department: tuple[Narrative, ...] = each("department/narrative")
    person: tuple[Narrative, ...] = each("person-name/narrative")
    job: tuple[Narrative, ...] = each("job-title/narrative")
    telephones: tuple[Line, ...] = each("telephone")
    emails: tuple[Line, ...] = each("email")
    websites: tuple[Line, ...] = each("website")
    addresses: tuple["MailingAddress", ...] = each("mailing-address")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingAddress:
    """Where letters go."""

    words: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanitarianScope:
    """The emergency or appeal that an activity belongs to; `type` 1 emergency, 2 appeal."""

    type: str | None = at("@type")
    vocabulary: str | None = at("@vocabulary")
    vocabulary_uri: str | None = at("@vocabulary-uri")
    code: str | None = at("@code")
    names: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyMarker:
    """A policy that the activity serves, and how much."""

    vocabulary: str | None = at("@vocabulary")
    vocabulary_uri: str | None = at("@vocabulary-uri")
    code: str | None = at("@code")
    significance: str | None = at("@significance")
    names: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedActivity:
    """Another activity; `type` 1 parent, 2 child, 3 sibling, 4 co-funded, 5 third party."""

    ref: str | None = at("@ref")
    type: str | None = at("@type")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyDatum:
    """A field of the system that the file came from."""

    name: str | None = at("@name")
    value: str | None = at("@value")
    equivalent: str | None = at("@iati-equivalent")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What the money is bound to; `type` 1 policy, 2 performance, 3 fiduciary."""

    type: str | None = at("@type")
    words: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity. What of it has no field here (`crs-add`, `fss`, elements of others) stands in `kept`."""

    language: str | None = at("@xml:lang")
    currency: str | None = at("@default-currency")
    updated: str | None = at("@last-updated-datetime")
    is_humanitarian: bool | None = at("@humanitarian")
    hierarchy: int | None = at("@hierarchy")
    uri: str | None = at("@linked-data-uri")
    no_budget: str | None = at("@budget-not-provided")
    identifier: str | None = at("iati-identifier/text()")
    reporting: ReportingOrganisation | None = at("reporting-org")
    title: tuple[Narrative, ...] = each("title/narrative")
    descriptions: tuple[Description, ...] = each("description")
    participants: tuple[Participant, ...] = each("participating-org")
    other_identifiers: tuple[OtherIdentifier, ...] = each("other-identifier")
    status: str | None = at("activity-status/@code")
    dates: tuple[ActivityDate, ...] = each("activity-date")
    contacts: tuple[Contact, ...] = each("contact-info")
    scope: str | None = at("activity-scope/@code")
    countries: tuple[Classified, ...] = each("recipient-country")
    regions: tuple[Classified, ...] = each("recipient-region")
    locations: tuple[Location, ...] = each("location")
    sectors: tuple[Classified, ...] = each("sector")
    tags: tuple[Classified, ...] = each("tag")
    budget_item_vocabulary: str | None = at("country-budget-items/@vocabulary")
    budget_items: tuple[BudgetItem, ...] = each("country-budget-items/budget-item")
    humanitarian_scopes: tuple[HumanitarianScope, ...] = each("humanitarian-scope")
    policy_markers: tuple[PolicyMarker, ...] = each("policy-marker")
    collaboration: str | None = at("collaboration-type/@code")
    flow_type: str | None = at("default-flow-type/@code")
    finance_type: str | None = at("default-finance-type/@code")
    aid_types: tuple[Code, ...] = each("default-aid-type")
    tied_status: str | None = at("default-tied-status/@code")
    budgets: tuple[Budget, ...] = each("budget")
    planned_disbursements: tuple[PlannedDisbursement, ...] = each("planned-disbursement")
    capital_spend: Decimal | None = at("capital-spend/@percentage")
    transactions: tuple[Transaction, ...] = each("transaction")
    documents: tuple[DocumentLink, ...] = each("document-link")
    related: tuple[RelatedActivity, ...] = each("related-activity")
    legacy: tuple[LegacyDatum, ...] = each("legacy-data")
    conditions_attached: bool | None = at("conditions/@attached")
    conditions: tuple[Condition, ...] = each("conditions/condition")
    results: tuple[Result, ...] = each("result")
    kept: tuple[Kept, ...] = ()
