"""Taking in: whole or not at all, once, in any order, in a fixed number of statements."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import MISSING, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.store_records import digest, fascicle, full_resolution, report, request, resolution
from throughline.engine.errors import Refused
from throughline.engine.findings import Severity
from throughline.engine.mandates.records import Paragraph
from throughline.engine.sources import Typed
from throughline.store.budgeting.tables import ResourceFigure
from throughline.store.budgeting.whole import fascicle_record
from throughline.store.history import HistoryLine
from throughline.store.mandates.tables import Document, Version
from throughline.store.mandates.whole import document_record
from throughline.store.models import SourceFile, TakingIn
from throughline.store.people import Person, operator
from throughline.store.planning.tables import ListedMandate, Place, Plan
from throughline.store.sources import held, is_held
from throughline.store.taking_in import TakenIn, preview, take_in
from throughline.store.taking_in.contents import Records
from throughline.store.verifying import verify

TYPED = (Typed("SP1", "objective", "Ada", "2026-03-02T10:00:00.000000+00:00"),)
ROOT = Path(__file__).resolve().parent.parent


def take(records: Records, reader: str = "1", organization: str = "UN") -> TakenIn:
    return take_in(records=records, by=operator(), reader=reader, organization=organization)


def state_of_the_record() -> list[tuple[Any, ...]]:
    """Every row number and content that counts, to compare before and after."""
    tables = (Document, Version, TakingIn, SourceFile, HistoryLine, Place, Plan, ResourceFigure)
    return [row for table in tables for row in table._default_manager.order_by("pk").values_list()]


def unknowns() -> set[str]:
    return set(Document.objects.filter(held=False).values_list("address", flat=True))


@pytest.mark.django_db
def test_a_fascicle_reads_back_as_the_record_that_went_in() -> None:
    whole = fascicle(rows=3, typed=TYPED)
    take(whole)
    assert fascicle_record(Version.objects.get()) == whole


@pytest.mark.django_db
def test_a_resolution_and_a_report_read_back_as_the_records_that_went_in() -> None:
    for record in (resolution(), report(), full_resolution()):
        take(record)
        version = Version.objects.get(source__sha256=record.sha256)
        assert document_record(version) == record


def said_in(record: Any, said: dict[str, bool]) -> dict[str, bool]:
    """For each field of each record within a record: whether it says something but its default anywhere."""
    for field in fields(record):
        value = getattr(record, field.name)
        name = f"{type(record).__name__}.{field.name}"
        plain = (None, "", (), 0) if field.default is MISSING else (None, field.default)
        said[name] = said.get(name, False) or value not in plain
        for one in value if isinstance(value, tuple) else (value,):
            if is_dataclass(one):
                said_in(one, said)
    return said


def test_the_records_that_read_back_use_every_field() -> None:
    said = said_in(full_resolution(), said_in(fascicle(rows=3, typed=TYPED), {}))
    assert [name for name, is_said in said.items() if not is_said] == []


@pytest.mark.django_db
def test_the_first_taking_in_is_new_and_counts_what_it_holds() -> None:
    taken = take(resolution())
    assert (taken.outcome, taken.address, taken.version) == ("new", "A/RES/78/243", 1)
    assert taken.rows == {"paragraphs": 2, "acts": 1, "citations": 1}
    assert taken.unknown == ("A/RES/60/1",)


@pytest.mark.django_db
def test_the_same_file_again_writes_nothing() -> None:
    for record in (resolution(), report(), fascicle()):
        take(record)
        before = state_of_the_record()
        assert take(record).outcome == "unchanged"
        assert state_of_the_record() == before


@pytest.mark.django_db
def test_the_same_bytes_under_another_name_write_nothing() -> None:
    record = resolution()
    take(record)
    before = state_of_the_record()
    assert take(replace(record, file="copy of boats.txt")).outcome == "unchanged"
    assert state_of_the_record() == before


@pytest.mark.django_db
def test_a_held_file_is_known_before_it_is_parsed() -> None:
    record = resolution()
    assert not is_held(record.sha256, "1")
    take(record)
    assert is_held(record.sha256, "1")
    assert not is_held(record.sha256, "2")
    assert held([record.sha256, digest("other")], "1") == {record.sha256}


@pytest.mark.django_db
def test_a_changed_file_becomes_a_version_with_its_difference() -> None:
    take(resolution(texts=("Recalling its harbours,", "Requests a report;", "Decides to remain seized.")))
    texts = ("Recalling its harbours,", "Requests two reports;", "Calls for calm;", "Decides to remain seized.")
    taken = take(resolution(texts=texts))
    assert (taken.outcome, taken.version) == ("changed", 2)
    assert [(one.address, one.before, one.after) for one in taken.difference.changed] == [
        ("#1", "Requests a report;", "Requests two reports;")
    ]
    assert taken.difference.moved == (("#2", "#3"),)
    assert taken.difference.added == ("#2",)
    assert taken.difference.removed == ()
    assert taken.findings == resolution().findings
    document = Document.objects.get(address="A/RES/78/243")
    assert document.current is not None
    assert document.current.number == 2
    assert document.versions.count() == 2


@pytest.mark.django_db
def test_a_changed_figure_is_named_by_its_cell() -> None:
    take(fascicle())
    taken = take(fascicle(amount="7903600"))
    assert [(one.address, one.before, one.after) for one in taken.difference.changed] == [
        ("UN/2026/10/T10.19/r1/c8", "7903400", "7903600")
    ]


@pytest.mark.django_db
def test_two_files_with_one_symbol_and_different_text_are_told() -> None:
    take(resolution(file="boats.txt"))
    taken = take(resolution(file="ships.docx", texts=("Recalling ships,", "Requests ships;")))
    found = taken.findings[-1]
    assert (found.code, found.severity, found.figures) == (
        "ST-TWO-TEXTS",
        Severity.WARNING,
        ("boats.txt", "ships.docx"),
    )
    assert taken.outcome == "changed"


@pytest.mark.django_db
def test_another_file_with_the_same_text_is_only_another_source() -> None:
    take(resolution(file="boats.txt"))
    taken = take(resolution(file="boats.docx"))
    assert (taken.outcome, taken.version) == ("same", 1)
    assert Version.objects.count() == 1
    assert HistoryLine.objects.count() == 2
    assert is_held(resolution(file="boats.docx").sha256, "1")


@pytest.mark.django_db
def test_closing_lines_and_shapes_of_marks_are_no_other_text() -> None:
    first = resolution(texts=("Recalling the \u201charbours\u201d,", "Requests a report;"))
    other = resolution(texts=('Recalling the "harbours",', "Requests  a report;"), file="boats.docx")
    closing = Paragraph("A/RES/78/243#c1", "closing", None, 1, None, None, "*50th plenary meeting", (0, 1))
    take(first)
    assert take(replace(other, paragraphs=(*other.paragraphs, closing))).outcome == "same"


@pytest.mark.django_db
def test_a_newer_reader_that_sees_the_same_changes_only_that_it_has_read() -> None:
    take(resolution())
    assert take(resolution(), reader="2").outcome == "unchanged"
    assert Version.objects.count() == 1
    assert is_held(resolution().sha256, "2")


@pytest.mark.django_db
def test_a_newer_reader_that_sees_more_makes_a_version() -> None:
    record = resolution()
    take(record)
    seen = record.paragraphs[1]
    more = replace(record, paragraphs=(record.paragraphs[0], replace(seen, acts=(*seen.acts, request("to row")))))
    taken = take(more, reader="2")
    assert (taken.outcome, taken.version, bool(taken.difference)) == ("changed", 2, False)


@pytest.mark.django_db
def test_reading_an_older_file_again_does_not_bring_its_text_back() -> None:
    old, new = resolution(), resolution(texts=("Recalling more,", "Requests more;"))
    take(old)
    take(new)
    reread = replace(old, paragraphs=(replace(old.paragraphs[0], verb="Re-calling"), old.paragraphs[1]))
    assert take(reread, reader="2").outcome == "changed"
    current = Document.objects.get(address="A/RES/78/243").current
    assert current is not None
    assert current.source.sha256 == new.sha256
    assert verify() == []


@pytest.mark.django_db
def test_a_text_in_another_language_stands_beside_the_english_one_in_either_order() -> None:
    french = resolution(texts=("Rappelant,", "Prie le Secrétaire général;"), language="fr", file="fr.txt")
    for order in ((resolution(), french), (french, resolution())):
        symbol = f"A/RES/{len(order[0].file)}/1"
        for record in order:
            head = replace(record.masthead, symbol=symbol)
            taken = take(replace(record, masthead=head, sha256=digest(symbol + record.file)))
            assert [one.code for one in taken.findings] == ["RS-NUMBER"]
        assert Document.objects.get(address=symbol).language == "en"
    assert verify() == []


@pytest.mark.django_db
def test_a_cited_mandate_stands_unknown_until_its_document_comes() -> None:
    take(fascicle(lists=("A/RES/78/243",)))
    assert unknowns() == {"A/RES/78/243", "A/79/5"}
    listed = Document.objects.get(address="A/RES/78/243")
    taken = take(resolution("A/RES/78/243"))
    assert taken.outcome == "filled"
    filled = Document.objects.get(address="A/RES/78/243")
    assert (filled.pk, filled.held, filled.title) == (listed.pk, True, "Boats")
    assert filled.listed_in.get().place.address == "UN/2026/10/SP1"


@pytest.mark.django_db
def test_symbols_are_one_whatever_their_spaces_and_case() -> None:
    take(resolution("A/RES/1/1", cites=("s/res/1325(2000)", "S/RES/1325 (2000)")))
    assert unknowns() == {"S/RES/1325 (2000)"}
    assert take(resolution("S/RES/1325 (2000)", file="s.txt")).outcome == "filled"
    assert unknowns() == {"A/RES/60/1"}


@pytest.mark.django_db
def test_what_names_no_document_is_kept_as_printed_and_linked_to_none() -> None:
    treaty = "Convention on the Reduction of Statelessness, 1961"
    take(fascicle(lists=("2009", "Articles 33 and 99", "Chap. IV, Art. 17", treaty)))
    assert unknowns() == {treaty, "A/79/5"}
    assert list(ListedMandate.objects.filter(document=None).values_list("symbol", flat=True)) == [
        "2009",
        "Articles 33 and 99",
        "Chap. IV, Art. 17",
    ]


@pytest.mark.django_db
def test_a_document_without_a_symbol_goes_by_the_digest_of_its_file() -> None:
    record = resolution(None)
    taken = take(record)
    assert taken.address == f"sha256:{record.sha256[:16]}"
    assert Document.objects.get(address=taken.address).held


@pytest.mark.django_db
def test_a_fascicle_without_symbol_section_or_year_still_has_an_address() -> None:
    record = fascicle(symbol=None, section=None, year=None)
    taken = take(record)
    assert taken.plan == f"UN/undated/sha256:{record.sha256[:16]}"
    assert taken.address == taken.plan


@pytest.mark.django_db
def test_addenda_and_corrigenda_have_plans_of_their_own() -> None:
    plans = [take(fascicle(symbol=f"A/80/6 (Sect. 3){tail}", section="3")).plan for tail in ("", "/Add.6", "/Corr.1")]
    assert plans == ["UN/2026/3", "UN/2026/3-Add.6", "UN/2026/3-Corr.1"]


@pytest.mark.django_db
def test_two_documents_that_would_be_one_plan_are_told_apart() -> None:
    take(fascicle(symbol="A/80/6 (Sect. 10)"))
    other = fascicle(symbol="A/80/900", amount="1", file="other.docx")
    taken = take(other)
    assert (taken.plan, taken.findings[-1].code) == ("UN/2026/A-80-900", "ST-TWO-PLANS")
    assert take(replace(other, sha256=digest("again"), title="Changed")).plan == "UN/2026/A-80-900"


@pytest.mark.django_db
def test_organizations_have_plans_of_their_own() -> None:
    take(fascicle(symbol="A/80/6 (Sect. 10)"))
    taken = take(fascicle(symbol="HO/BUD/1", file="other.docx"), organization="HO")
    assert (taken.plan, taken.findings[-1].code) == ("HO/2026/10", "PB-SUM")


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "my organization", "1UN", "UN/2026", "A" * 41])
def test_a_code_that_cannot_stand_in_an_address_is_refused(code: str) -> None:
    with pytest.raises(Refused, match="cannot be the code"):
        take(resolution(), organization=code)
    assert Document.objects.count() == 0


@pytest.mark.django_db
def test_rows_of_a_place_that_the_plan_does_not_have_are_told_and_kept_above() -> None:
    record = fascicle()
    lost = replace(record, results=(replace(record.results[0], place="SP1.C7", key="SP1.C7/PERF"),))
    taken = take(lost)
    assert [one.code for one in taken.findings] == ["PB-SUM", "ST-PLACE"]
    assert Place.objects.get(address="UN/2026/10/SP1").results.get().address == "UN/2026/10/SP1.C7/PERF"


@pytest.mark.django_db
def test_a_number_with_too_many_digits_keeps_its_text_and_is_told() -> None:
    taken = take(fascicle(amount="1.234"))
    assert [one.code for one in taken.findings] == ["PB-SUM", "ST-NUMBER"]
    figure = ResourceFigure.objects.get(address="UN/2026/10/T10.19/r1/c8")
    assert (figure.minor, figure.printed) == (None, "1.234")


@pytest.mark.django_db
def test_amounts_are_whole_cents() -> None:
    take(fascicle(amount="7903400.55"))
    assert ResourceFigure.objects.get(address="UN/2026/10/T10.19/r1/c8").minor == 790_340_055


@pytest.mark.django_db
def test_a_text_that_no_database_takes_is_stored_with_a_mark_in_its_place() -> None:
    take(resolution(texts=("Recalling \x00,", "Requests \ud800;"), title="Bo\x00ats"))
    texts = [one.text for one in document_record(Version.objects.get()).paragraphs]
    assert texts == ["Recalling \N{REPLACEMENT CHARACTER},", "Requests \N{REPLACEMENT CHARACTER};"]
    assert verify() == []


@pytest.mark.django_db
@pytest.mark.parametrize("record", [resolution(), report(), fascicle()], ids=["resolution", "report", "fascicle"])
def test_a_preview_says_what_taking_in_does_and_writes_nothing(record: Records) -> None:
    take(resolution("A/RES/60/1", cites=(), file="old.txt"))
    before = state_of_the_record()
    seen = preview(records=record, reader="1")
    assert state_of_the_record() == before
    assert take(record) == seen


@pytest.mark.django_db
def test_a_preview_of_a_changed_file_says_the_difference() -> None:
    take(fascicle())
    changed = fascicle(amount="1")
    assert preview(records=changed, reader="1") == take(changed)


@pytest.mark.django_db
def test_somebody_who_has_left_takes_nothing_in() -> None:
    gone = Person.objects.create(username="gone", is_active=False)
    with pytest.raises(Refused):
        take_in(records=resolution(), by=gone, reader="1")
    assert Document.objects.count() == 0


def statements(records: Records) -> int:
    with CaptureQueriesContext(connection) as captured:
        take(records)
    return len(captured)


@pytest.mark.django_db
def test_the_number_of_statements_does_not_grow_with_the_document() -> None:
    take(resolution("A/RES/1/1", file="first.txt"))
    take(fascicle(symbol="A/80/6 (Sect. 3)", section="3"))
    small = statements(fascicle(symbol="A/80/6 (Sect. 1)", section="1", rows=1))
    large = statements(fascicle(symbol="A/80/6 (Sect. 2)", section="2", rows=2000))
    assert large == small
    short = statements(resolution("A/RES/2/1", file="short.txt", cites=("A/RES/3/3",)))
    cites = tuple(f"A/RES/{n}/1" for n in range(100, 400))
    texts = tuple(f"Requests number {n};" for n in range(300))
    long = statements(resolution("A/RES/2/2", file="long.txt", texts=texts, cites=cites, acts=(request(),) * 50))
    assert long == short


@pytest.mark.django_db
def test_nothing_stays_of_a_file_that_fails_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    take(resolution())
    before = state_of_the_record()

    def fail(*_: object) -> str:
        raise OSError("no space left")

    monkeypatch.setattr("throughline.store.taking_in.action.rows_digest", fail)
    with pytest.raises(OSError, match="no space left"):
        take(fascicle())
    assert state_of_the_record() == before
    monkeypatch.undo()
    assert take(fascicle()).outcome == "new"
    assert verify() == []


def process(folder: Path, step: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.store_process", str(folder), step]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("THROUGHLINE_")}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_a_killed_process_leaves_the_record_as_it_was_before(tmp_path: Path) -> None:
    killed = process(tmp_path, "kill")
    assert killed.returncode == -9, killed.stderr
    record = sqlite3.connect(tmp_path / "throughline.sqlite3")
    counts = [
        record.execute(f"SELECT count(*) FROM store_{table}").fetchone()[0]
        for table in ("version", "place", "deliverable", "resourcefigure", "takingin", "historyline")
    ]
    record.close()
    assert counts == [1, 0, 0, 0, 1, 1]
    after = process(tmp_path, "whole")
    assert after.returncode == 0, after.stderr
    record = sqlite3.connect(tmp_path / "throughline.sqlite3")
    counts = [
        record.execute(f"SELECT count(*) FROM store_{table}").fetchone()[0]
        for table in ("version", "place", "deliverable", "resourcefigure", "takingin", "historyline")
    ]
    record.close()
    assert counts == [2, 4, 501, 501, 2, 2]


@pytest.mark.django_db
def test_both_databases_give_one_digest_of_the_rows(tmp_path: Path) -> None:
    take(resolution())
    take(fascicle(rows=500))
    rows = Version.objects.get(document__address="A/80/6 (Sect. 10)").rows
    assert process(tmp_path, "whole").stdout == rows


def citing(symbol: str, cites: list[str]) -> Records:
    return resolution(symbol, cites=tuple(cites), texts=(f"Recalling {', '.join(cites)},", "Requests it;"))


def test_two_processes_that_write_at_once_wait_for_each_other(tmp_path: Path) -> None:
    assert process(tmp_path, "whole").returncode == 0
    environment = {key: value for key, value in os.environ.items() if not key.startswith("THROUGHLINE_")}
    command = [sys.executable, "-m", "tests.store_process", str(tmp_path)]
    both = [
        subprocess.Popen([*command, step], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for step in ("odd", "even")
    ]
    for one in both:
        _, errors = one.communicate(timeout=120)
        assert one.returncode == 0, errors.decode()
    seen = process(tmp_path, "verify")
    assert seen.stdout == "0 findings, 42 versions", seen.stderr


@pytest.mark.django_db(transaction=True)
def test_two_connections_that_write_at_once_make_one_chain() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("The database of the tests on SQLite is in memory; two processes are tested on a file.")
    by = operator()

    def write(kind: int) -> None:
        try:
            for number in range(kind, 20, 2):
                symbol = f"A/RES/{number}/1"
                take_in(records=resolution(symbol, file=f"{number}.txt", cites=("A/RES/1/9",)), by=by, reader="1")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, (0, 1)))
    assert verify() == []
    assert HistoryLine.objects.count() == 20


symbols = st.sampled_from([f"A/RES/78/{number}" for number in range(5)] + ["a/res/78/ 1", "S/RES/1325 (2000)"])
records_of_any_kind = st.one_of(
    st.builds(citing, symbols, st.lists(symbols, max_size=4)),
    st.builds(
        lambda section, lists: fascicle(symbol=f"A/80/6 (Sect. {section})", section=str(section), lists=tuple(lists)),
        st.integers(1, 3),
        st.lists(symbols, max_size=4),
    ),
)


class AnyOrder(TestCase):
    """Laws of taking in, on records that Hypothesis puts together."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(records_of_any_kind, max_size=5), st.randoms(use_true_random=False))
    def test_the_order_of_taking_in_makes_no_difference_to_what_is_known(
        self, records: list[Records], random: Any
    ) -> None:
        first = after_taking(records)
        shuffled = list(records)
        random.shuffle(shuffled)
        assert after_taking(shuffled) == first

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(records_of_any_kind, max_size=4))
    def test_everything_again_changes_nothing_and_all_of_it_can_be_verified(self, records: list[Records]) -> None:
        for record in records:
            take(record)
        before = state_of_the_record()
        assert {take(record).outcome for record in records} <= {"unchanged"}
        assert state_of_the_record() == before
        assert verify() == []


def after_taking(records: list[Records]) -> tuple[set[str], set[str]]:
    """What is held and what is known only by name after taking records in; nothing of it stays."""
    from django.db import transaction

    with transaction.atomic():
        for record in records:
            take(record)
        found = (set(Document.objects.filter(held=True).values_list("key", flat=True)), unknowns())
        transaction.set_rollback(True)
    return found
