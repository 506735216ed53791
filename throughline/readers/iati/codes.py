"""Codes of an IATI file against the lists of the standard: which list holds the codes of which attribute."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from throughline.engine.findings import Sentence, Severity
from throughline.engine.iati.layout import XML

STANDARD = Path(__file__).parent / "standard"

# The list of each attribute, by "element/@attribute", or with the element above where that decides. A list goes with
# the vocabulary before it; "1" is meant where a file names none.
LISTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    **{
        path: (("", name),)
        for path, name in {
            "iati-activities/@version": "Version",
            "iati-organisations/@version": "Version",
            "iati-activity/@budget-not-provided": "BudgetNotProvided",
            "iati-activity/@default-currency": "Currency",
            "iati-organisation/@default-currency": "Currency",
            "activity-date/@type": "ActivityDateType",
            "activity-status/@code": "ActivityStatus",
            "activity-scope/@code": "ActivityScope",
            "administrative/@vocabulary": "GeographicVocabulary",
            "aid-type/@vocabulary": "AidTypeVocabulary",
            "budget/@status": "BudgetStatus",
            "budget/@type": "BudgetType",
            "category/@code": "DocumentCategory",
            "collaboration-type/@code": "CollaborationType",
            "condition/@type": "ConditionType",
            "contact-info/@type": "ContactType",
            "country-budget-items/@vocabulary": "BudgetIdentifierVocabulary",
            "default-aid-type/@vocabulary": "AidTypeVocabulary",
            "default-finance-type/@code": "FinanceType",
            "default-flow-type/@code": "FlowType",
            "default-tied-status/@code": "TiedStatus",
            "description/@type": "DescriptionType",
            "disbursement-channel/@code": "DisbursementChannel",
            "exactness/@code": "GeographicExactness",
            "finance-type/@code": "FinanceType",
            "flow-type/@code": "FlowType",
            "forecast/@currency": "Currency",
            "humanitarian-scope/@type": "HumanitarianScopeType",
            "humanitarian-scope/@vocabulary": "HumanitarianScopeVocabulary",
            "indicator/@measure": "IndicatorMeasure",
            "indicator/reference/@vocabulary": "IndicatorVocabulary",
            "language/@code": "Language",
            "loan-status/@currency": "Currency",
            "location-class/@code": "GeographicLocationClass",
            "location-id/@vocabulary": "GeographicVocabulary",
            "location-reach/@code": "GeographicLocationReach",
            "other-flags/@code": "CRSAddOtherFlags",
            "other-identifier/@type": "OtherIdentifierType",
            "participating-org/@crs-channel-code": "CRSChannelCode",
            "participating-org/@role": "OrganisationRole",
            "participating-org/@type": "OrganisationType",
            "planned-disbursement/@type": "BudgetType",
            "policy-marker/@significance": "PolicySignificance",
            "policy-marker/@vocabulary": "PolicyMarkerVocabulary",
            "provider-org/@type": "OrganisationType",
            "receiver-org/@type": "OrganisationType",
            "recipient-country-budget/@status": "BudgetStatus",
            "recipient-country/@code": "Country",
            "recipient-org-budget/@status": "BudgetStatus",
            "recipient-region-budget/@status": "BudgetStatus",
            "recipient-region/@vocabulary": "RegionVocabulary",
            "related-activity/@type": "RelatedActivityType",
            "repayment-plan/@code": "LoanRepaymentPeriod",
            "repayment-type/@code": "LoanRepaymentType",
            "reporting-org/@type": "OrganisationType",
            "result/@type": "ResultType",
            "result/reference/@vocabulary": "ResultVocabulary",
            "sector/@vocabulary": "SectorVocabulary",
            "tag/@vocabulary": "TagVocabulary",
            "tied-status/@code": "TiedStatus",
            "total-budget/@status": "BudgetStatus",
            "transaction-type/@code": "TransactionType",
            "value/@currency": "Currency",
        }.items()
    },
    "administrative/@code": (("A4", "Country"),),
    "aid-type/@code": (("1", "AidType"), ("2", "EarmarkingCategory"), ("4", "CashandVoucherModalities")),
    "default-aid-type/@code": (("1", "AidType"), ("2", "EarmarkingCategory"), ("4", "CashandVoucherModalities")),
    "policy-marker/@code": (("1", "PolicyMarker"),),
    "recipient-region/@code": (("1", "Region"),),
    "sector/@code": (("1", "Sector"), ("2", "SectorCategory"), ("7", "UNSDG-Goals"), ("8", "UNSDG-Targets")),
    "tag/@code": (("2", "UNSDG-Goals"), ("3", "UNSDG-Targets")),
}
_LANGUAGE = f"{{{XML}}}lang"
_ALONE = "1"


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of a list; one that is not complete leaves room for codes of others."""

    complete: bool
    codes: frozenset[str]


@cache
def code_lists() -> Mapping[str, CodeList]:
    """The lists of the standard by name."""
    data = json.loads((STANDARD / "codelists.json").read_text(encoding="utf-8"))
    return {name: CodeList(one["complete"], frozenset(one["codes"])) for name, one in data["lists"].items()}


def check_codes(element: etree._Element) -> Iterator[tuple[str, Severity, Sentence]]:
    """IA-CODE for each attribute of an element whose code stands in no list: its name, how grave, and what to do."""
    tag = str(element.tag)
    for name, code in ((str(name), str(code)) for name, code in element.attrib.items()):
        listed = "Language" if name == _LANGUAGE else _list_for(element, tag, name)
        if listed is None:
            continue
        known = code_lists()[listed]
        if code in known.codes or (listed == "Language" and code.lower() in known.codes):
            continue
        message = Sentence(
            "The code %(code)s stands not in the list %(list)s of IATI: choose one that does.",
            code=f'"{code}"',
            list=listed,
        )
        shown = "@xml:lang" if name == _LANGUAGE else f"@{name}"
        yield shown, Severity.ERROR if known.complete else Severity.WARNING, message


def _list_for(element: etree._Element, tag: str, name: str) -> str | None:
    lists = LISTS.get(f"{tag}/@{name}")
    if lists is None and tag == "reference":
        parent = element.getparent()
        lists = LISTS.get(f"{parent.tag}/{tag}/@{name}") if parent is not None else None
    if lists is None:
        return None
    vocabulary = element.get("vocabulary") or _ALONE
    return next((listed for needed, listed in lists if needed in ("", vocabulary)), None)
