"""IATI: records that lose nothing, a finding for each fault, and bytes that are read again as they were."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.iati_files import PARTS, activities, activity, organisations
from throughline.engine.findings import Finding, Severity
from throughline.engine.iati.activity import Activity
from throughline.engine.iati.layout import Branch, Kept, Slot, layout_of
from throughline.engine.iati.organisation import Organisation
from throughline.engine.iati.records import ACTIVITIES, ORGANISATIONS, Publication
from throughline.engine.packing import pack, unpack
from throughline.engine.unread import Unread
from throughline.readers.files import read_data
from throughline.readers.iati import is_iati, read_iati
from throughline.readers.iati.codes import STANDARD, code_lists
from throughline.readers.iati.elements import record_of
from throughline.readers.iati.places import MOST_OF_A_KIND
from throughline.writers.iati import iati_xml
from throughline.writers.iati.writing import write_record
from throughline.writers.publication_json import publication_json

SHARED = (Path(__file__).resolve().parent.parent / "../shared/data/iati").resolve()
REAL = sorted((SHARED / "activities").glob("*.xml")) if SHARED.is_dir() else []
real = pytest.mark.skipif(not REAL, reason="the folder shared, with real files, is not beside the repository")


def found(data: bytes) -> list[Finding]:
    return list(read_iati(data, "file.xml").findings)


def only(data: bytes) -> Finding:
    findings = found(data)
    assert len(findings) == 1, [(one.code, one.where, one.message) for one in findings]
    return findings[0]


def test_a_whole_file_is_read_without_a_finding() -> None:
    whole = read_iati(activities(), "file.xml")
    one = whole.activities[0]
    assert whole.findings == ()
    assert (one.identifier, one.currency, one.language) == ("XM-EX-1", "USD", "en")
    budget = one.budgets[0].value
    assert budget is not None and budget.amount == Decimal("1000.50") and budget.rate_day == date(2024, 1, 1)
    target = one.results[0].indicators[0].periods[0].targets[0]
    assert (target.value, target.dimensions[0].name, target.dimensions[0].value) == ("10", "kind", "ferry")
    assert read_iati(organisations(), "org.xml").findings == ()


BAD: dict[str, tuple[str, str, bytes]] = {
    # name: (code, what its place says, the file)
    "wrong version": ("IA-VERSION", "line 2, @version", activities(version="1.05")),
    "no version": ("IA-VERSION", "line 2, @version", activities().replace(b'version="2.03" ', b"")),
    "elements out of order": (
        "IA-ORDER",
        "XM-EX-1, title",
        activities(activity(reporting=PARTS["title"], title=PARTS["reporting"])),
    ),
    "mandatory element missing": (
        "IA-MISSING",
        "XM-EX-1, description",
        activities(activity(description="<description/>")),
    ),
    "mandatory attribute missing": ("IA-MISSING", "sector", activities(activity(sector='<sector vocabulary="1"/>'))),
    "unknown attribute": (
        "IA-ATTRIBUTE",
        "activity-status",
        activities(activity(status='<activity-status code="2" x="1"/>')),
    ),
    "words without narrative": (
        "IA-WORDS",
        "title",
        activities(activity(title="<title>Boats<narrative>B</narrative></title>")),
    ),
    "code in no list": (
        "IA-CODE",
        "activity-status/@code",
        activities(activity(status='<activity-status code="77"/>')),
    ),
    "sector in no list": (
        "IA-CODE",
        "line 12, XM-EX-1, sector/@code",
        activities(activity(sector='<sector vocabulary="1" code="99999"/>')),
    ),
    "shares of countries": (
        "IA-SHARES",
        "recipient-country",
        activities(activity(country=PARTS["country"].replace("40", "30"))),
    ),
    "shares of sectors": (
        "IA-SHARES",
        "sector",
        activities(activity(sector='<sector code="21040" percentage="50"/><sector code="21020" percentage="51"/>')),
    ),
    "share above the whole": (
        "IA-PERCENT",
        "recipient-country[1]",
        activities(
            activity(
                country='<recipient-country code="KE" percentage="120"/><recipient-country code="TZ" percentage="-20"/>'
            )
        ),
    ),
    "end before start": (
        "IA-DATES",
        "activity-date[2]",
        activities(
            activity(
                dates='<activity-date type="1" iso-date="2026-01-01"/><activity-date type="3" iso-date="2025-01-01"/>'
            )
        ),
    ),
    "no start": (
        "IA-START",
        "activity-date",
        activities(activity(dates='<activity-date type="3" iso-date="2025-01-01"/>')),
    ),
    "budget backwards": (
        "IA-DATES",
        "budget/period-end",
        activities(activity(budget=PARTS["budget"].replace("2024-12-31", "2023-12-31"))),
    ),
    "budget of two years": (
        "IA-YEAR",
        "budget",
        activities(activity(budget=PARTS["budget"].replace("2024-12-31", "2025-12-31"))),
    ),
    "period backwards": (
        "IA-DATES",
        "result/indicator/period/period-end",
        activities(activity(result=PARTS["result"].replace("2024-12-31", "2023-12-31"))),
    ),
    "happened after the file was made": (
        "IA-FUTURE",
        "transaction/transaction-date",
        activities(activity(transaction=PARTS["transaction"].replace('iso-date="2024', 'iso-date="2027'))),
    ),
    "no sector": ("IA-SECTOR", "line 3, XM-EX-1", activities(activity(sector=""))),
    "sector of one transaction alone": (
        "IA-SECTOR",
        "transaction[2]",
        activities(
            activity(
                sector="",
                transaction=PARTS["transaction"].replace("</transaction>", '<sector code="21040"/></transaction>')
                + PARTS["transaction"],
            )
        ),
    ),
    "value without a day": (
        "IA-VALUE-DATE",
        "transaction/value",
        activities(activity(transaction=PARTS["transaction"].replace(' value-date="2024-02-01"', ""))),
    ),
    "value without a currency": (
        "IA-CURRENCY",
        "budget/value",
        activities(activity('xml:lang="en"')),
    ),
    "result without indicator": (
        "IA-NO-INDICATOR",
        "result",
        activities(activity(result='<result type="1"><title><narrative>Boats</narrative></title></result>')),
    ),
    "words for a number": (
        "IA-NUMBER",
        "budget/value/text()",
        activities(activity(budget=PARTS["budget"].replace("1000.50", "N/A"))),
    ),
    "words for an indicator's number": (
        "IA-NUMBER",
        "result/indicator/period/actual",
        activities(activity(result=PARTS["result"].replace('value="7"', 'value="seven"'))),
    ),
    "no day": (
        "IA-DAY",
        "transaction/transaction-date/@iso-date",
        activities(activity(transaction=PARTS["transaction"].replace('iso-date="2024-02-01"', 'iso-date="1.2.2024"'))),
    ),
    "no flag": (
        "IA-FLAG",
        "XM-EX-1, @humanitarian",
        activities(activity('xml:lang="en" default-currency="USD" humanitarian="yes"')),
    ),
    "no address": (
        "IA-VALUE",
        "iati-activity",
        activities(activity('xml:lang="en" default-currency="USD" last-updated-datetime="yesterday"')),
    ),
    "identifier twice": ("IA-TWICE", "XM-EX-1", activities(activity(), activity())),
    "identifier with a stroke": (
        "IA-IDENTIFIER",
        "iati-identifier",
        activities(activity(identifier="<iati-identifier>XM-EX/1</iati-identifier>")),
    ),
    "nobody takes part": (
        "IA-NO-NAME",
        "participating-org",
        activities(activity(participant='<participating-org role="4"/>')),
    ),
    "own code without a name": (
        "IA-NO-NAME",
        "sector",
        activities(activity(sector='<sector vocabulary="99" code="boats"/>')),
    ),
    "no language": ("IA-LANGUAGE", "title", activities(activity('default-currency="USD"'))),
    "countries twice": (
        "IA-PLACES",
        "recipient-country",
        activities(
            activity(
                transaction=PARTS["transaction"].replace(
                    "</transaction>", '<recipient-country code="KE"/></transaction>'
                )
            )
        ),
    ),
    "organisation: budget backwards": (
        "IA-DATES",
        "XM-EX, total-budget/period-end",
        organisations(
            '<total-budget><period-start iso-date="2024-01-01"/><period-end iso-date="2023-01-01"/>'
            '<value value-date="2024-01-01">5</value></total-budget>'
        ),
    ),
    "nothing published": ("IA-EMPTY", "file.xml", b'<iati-activities version="2.03"/>'),
}


@pytest.mark.parametrize("name", BAD)
def test_each_fault_has_its_finding_with_its_place(name: str) -> None:
    code, place, data = BAD[name]
    findings = [one for one in found(data) if one.code == code]
    assert findings, [(one.code, one.where) for one in found(data)]
    assert place in findings[0].where
    assert not {one.code for one in found(data)} - {code, "IA-PERCENT", "IA-SHARES"} or name == "no start"


def test_a_fault_is_told_once_and_with_its_line() -> None:
    broken = PARTS["transaction"].replace(' value-date="2024-02-01"', "")
    assert only(activities(activity(transaction=broken))).where == "line 14, XM-EX-1, transaction/value"


def test_shares_that_miss_the_whole_by_rounding_are_explained() -> None:
    thirds = "".join(f'<recipient-country code="{code}" percentage="33.33"/>' for code in ("KE", "TZ", "UG"))
    one = only(activities(activity(country=thirds)))
    assert (one.code, one.severity) == ("IA-SHARES", Severity.INFO)


def test_a_thousand_faults_of_a_kind_are_counted() -> None:
    many = '<sector vocabulary="99" code="x"/>' * 1000
    findings = found(activities(activity(sector=many)))
    unnamed = [one for one in findings if one.code == "IA-NO-NAME"]
    assert len(unnamed) == MOST_OF_A_KIND
    assert "950 more" in next(one.message for one in findings if one.code == "IA-MORE" and one.where == "IA-NO-NAME")


def test_a_file_of_faults_alone_is_read_in_time() -> None:
    """Faults cost no more for each than the parts that they stand in: a program may write nothing but faults."""
    wrong = PARTS["transaction"].replace(' value-date="2024-02-01"', "").replace("250.25", "N/A")
    start = time.process_time()
    findings = found(activities(activity(transaction=wrong * 15_000)))
    assert {"IA-LARGE", "IA-NUMBER", "IA-VALUE-DATE", "IA-MORE"} == {one.code for one in findings}
    assert time.process_time() - start < 30


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("DOC-DAMAGED", activities()[:-30]),
        ("DOC-DAMAGED", activities().replace(b"</budget>", b"</budgte>")),
        ("DOC-DAMAGED", b'<?xml version="1.0" encoding="nonsense"?><iati-activities/>'),
        (
            "DOC-ENTITIES",
            activities().replace(b"<iati-activities", b'<!DOCTYPE x [<!ENTITY a "b">]><iati-activities', 1),
        ),
        ("DOC-DEPTH", activities(activity(result="<x>" * 300 + "</x>" * 300))),
    ],
)
def test_of_a_file_that_cannot_be_trusted_nothing_is_taken(code: str, data: bytes) -> None:
    read = read_data(data, "file.xml")
    assert isinstance(read, Unread)
    assert [one.code for one in read.findings] == [code]


def test_nothing_outside_of_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    prolog = f'<!DOCTYPE iati-activities [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    data = activities(activity(title="<title><narrative>&x;</narrative></title>"))
    read = read_data(data.replace(b"<iati-activities", prolog.encode() + b"<iati-activities", 1), "file.xml")
    assert isinstance(read, Unread) and "secret" not in str(read)


def test_iati_is_told_by_its_content() -> None:
    assert is_iati(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> --><iati-activities version='2.03'/>")
    assert is_iati("<iati-organisations/>".encode("utf-16"))
    assert not is_iati(b"<html><iati-activities/></html>") and not is_iati(b"")
    assert isinstance(read_data(activities(), "whatever.txt"), Publication)


def test_what_no_field_holds_is_kept_and_written_again() -> None:
    extra = '<x:note xmlns:x="http://example.org/x" x:y="1"><x:z>Words</x:z></x:note>'
    data = activities(
        activity(
            'xml:lang="en" default-currency="USD" xmlns:x="http://example.org/x" x:index="7"',
            status='<activity-status code="2" x:was="1"/>',
            budget=PARTS["budget"].replace("1000.50", "N/A"),
            result=f"{PARTS['result']}<crs-add><channel-code>10000</channel-code></crs-add>{extra}",
        )
    )
    one = read_iati(data, "file.xml").activities[0]
    assert Kept("@{http://example.org/x}index", "7") in one.kept
    assert Kept("activity-status/@{http://example.org/x}was", "1") in one.kept
    assert sum("channel-code" in kept.text for kept in one.kept) == 1
    value = one.budgets[0].value
    assert value is not None and value.amount is None and value.kept == (Kept("text()", "N/A"),)
    again = iati_xml(read_iati(data, "file.xml"))
    assert contents(again) == contents(data)
    assert read_iati(again, "file.xml").activities == (one,)


def test_elements_out_of_order_are_written_in_order() -> None:
    data = activities(activity(reporting=PARTS["title"], title=PARTS["reporting"]))
    again = read_iati(iati_xml(read_iati(data, "file.xml")), "file.xml")
    assert again.findings == ()
    assert again.activities == read_iati(data, "file.xml").activities


def test_characters_that_xml_cannot_hold_are_marked() -> None:
    one = Activity(identifier="XM\x0b1", language="en")
    whole = Publication("f", "", "iati", ACTIVITIES, "2.03", None, (one,))
    assert read_iati(iati_xml(whole), "f").activities[0].identifier == "XM\ufffd1"


def contents(data: bytes) -> Counter[Any]:
    """Every element of a file by its path, with its attributes and words: what must not be lost."""
    counts: Counter[Any] = Counter()

    def walk(element: etree._Element, path: str) -> None:
        here = f"{path}/{element.tag}"
        words = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
        attributes = tuple(sorted((str(name), plain(str(value))) for name, value in element.attrib.items()))
        counts[here, attributes, plain(words)] += 1
        for child in element:
            walk(child, here)

    walk(etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True)), "")
    return counts


def plain(words: str) -> str:
    """A number in one form, a flag in one form."""
    words = words.strip()
    if words in ("true", "false"):
        return "1" if words == "true" else "0"
    try:
        return str(Decimal(words).normalize())
    except ArithmeticError:
        return words


# Every record with every field, one level of records below it at a time.
CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
WORDS = st.text(CHARACTERS | st.sampled_from("\t\n\r<>&\"'"), min_size=1, max_size=12).filter(str.strip)
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    date: st.dates(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**20), max_value=10**20),
    int: st.integers(-999, 9999),
    bool: st.booleans(),
}
KEPT = st.sampled_from(
    [
        (),
        (Kept("", '<n1:note xmlns:n1="http://example.org/x"><n1:z>Words &amp; more</n1:z><n1:z></n1:z></n1:note>'),),
        (Kept("@{http://example.org/@/x}index", " 7 "),),
    ]
)


@cache
def records(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    """Records of a kind with whatever stands in them, `depth` levels of records below."""
    chosen = {one.field: values_of(one, depth) for one in slots_of(layout_of(kind)) if depth or not one.is_record}
    return st.builds(kind, kept=KEPT, **chosen)


def values_of(slot: Slot, depth: int) -> st.SearchStrategy[Any]:
    one = records(slot.kind, depth - 1) if slot.is_record else SCALARS[slot.kind]
    return st.lists(one, max_size=2).map(tuple) if slot.is_many else st.none() | one


def slots_of(branch: Branch) -> Iterator[Slot]:
    yield from branch.attributes.values()
    if branch.text is not None:
        yield branch.text
    for part in branch.elements.values():
        if isinstance(part, Branch):
            yield from slots_of(part)
        else:
            yield part


def kinds_below(kind: Any) -> Iterator[Any]:
    yield kind
    for slot in slots_of(layout_of(kind)):
        if slot.is_record:
            yield from kinds_below(slot.kind)


KINDS = sorted({*kinds_below(Activity), *kinds_below(Organisation)}, key=lambda kind: kind.__name__)
few = settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)


def no_misfit(*misfit: Any) -> None:
    raise AssertionError(misfit)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@few
@given(data=st.data())
def test_any_record_is_read_again_as_it_was_written(kind: Any, data: st.DataObject) -> None:
    record = data.draw(records(kind, 1))
    element = etree.Element("element")
    write_record(record, element)
    again = etree.fromstring(etree.tostring(element, pretty_print=True))
    assert record_of(again, kind, no_misfit) == record


@few
@given(st.lists(records(Activity, 0), max_size=3), st.lists(records(Organisation, 0), max_size=3))
def test_any_publication_is_read_again_as_it_was_written(many: list[Activity], others: list[Organisation]) -> None:
    made = "2024-01-01T00:00:00Z"
    for whole in (
        Publication("f.xml", "", "iati", ACTIVITIES, "2.03", None, tuple(many)),
        Publication("f.xml", "", "iati", ORGANISATIONS, "2.03", made, (), tuple(others)),
    ):
        again = read_iati(iati_xml(whole), whole.file)
        assert (again.activities, again.organisations) == (whole.activities, whole.organisations)
        assert iati_xml(again) == iati_xml(whole)
        assert unpack(pack(again)) == again


@real
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_file_is_written_again_with_everything_in_it(path: Path) -> None:
    data = path.read_bytes()
    whole = read_iati(data, path.name)
    again = iati_xml(whole)
    assert contents(again) == contents(data)
    once_more = read_iati(again, path.name)
    assert once_more.activities == whole.activities
    assert {one.code for one in once_more.findings} <= {one.code for one in whole.findings}
    assert publication_json(whole)["activities"]
    assert unpack(pack(whole)) == whole


@real
def test_the_schema_and_the_lists_are_those_of_the_standard() -> None:
    standard = STANDARD
    for name in ("iati-activities-schema.xsd", "iati-organisations-schema.xsd", "iati-common.xsd"):
        assert (standard / name).read_bytes() == (SHARED / "schema-2.03" / name).read_bytes()
    for name, listed in code_lists().items():
        path = next(SHARED.glob(f"codelists/*/{name}.xml"))
        official = {code.text.strip() for code in etree.parse(path).iter("code") if code.text}
        assert listed.codes == official, name


@real
def test_the_file_of_unhcr_has_the_same_figures_after_it_was_written_again() -> None:
    data = (SHARED / "activities/unhcr-activities-2023.xml").read_bytes()
    whole = read_iati(data, "unhcr.xml")
    again = read_iati(iati_xml(whole), "unhcr.xml")
    assert whole.findings == again.findings == ()
    assert figures(whole) == figures(again) == official_figures(data)


def figures(whole: Publication) -> tuple[int, Decimal, Decimal]:
    paid = [one.value.amount for each in whole.activities for one in each.transactions if one.value]
    planned = [one.value.amount for each in whole.activities for one in each.budgets if one.value]
    return len(paid), sum(filter(None, paid), Decimal(0)), sum(filter(None, planned), Decimal(0))


def official_figures(data: bytes) -> tuple[int, Decimal, Decimal]:
    root = etree.fromstring(data)
    paid = [Decimal(str(one.text)) for one in root.findall("iati-activity/transaction/value")]
    planned = [Decimal(str(one.text)) for one in root.findall("iati-activity/budget/value")]
    return len(paid), sum(paid, Decimal(0)), sum(planned, Decimal(0))


def test_fields_of_a_record_stand_in_the_order_of_the_schema() -> None:
    """The fields of each record are written in their order, so that their order is part of the format."""
    assert [one.name for one in fields(Activity)][-1] == "kept"
    assert list(layout_of(Activity).order)[:3] == ["iati-identifier", "reporting-org", "title"]
