"""Files of IATI in the record: taken in with their activities as paragraphs, previewed, compared, undone."""

import pytest

from tests.iati_files import PARTS, activities, activity, organisations
from throughline.engine.iati.as_document import as_document
from throughline.engine.iati.records import Publication
from throughline.readers.iati import read_iati
from throughline.store.findings import KeptFinding
from throughline.store.mandates.tables import Document, Version
from throughline.store.mandates.whole import document_record
from throughline.store.models import Paragraph
from throughline.store.people import operator
from throughline.store.taking_in import TakenIn, preview, take_in, to_undo, undo
from throughline.store.verifying import verify

ADDRESS = "IATI/XM-EX/boats-2024"


def read(data: bytes) -> Publication:
    return read_iati(data, "folder/boats-2024.xml")


def take(data: bytes) -> TakenIn:
    return take_in(records=read(data), by=operator(), reader="1")


def texts() -> dict[str, str]:
    version = Document.objects.get(address=ADDRESS).current_id
    return dict(Paragraph.objects.filter(version=version).values_list("fragment", "text"))


def test_a_file_says_what_people_read_of_its_activities() -> None:
    document = as_document(read(activities()))
    said = {f"#{one.id.partition('#')[2]}": one.text for one in document.paragraphs}
    assert document.masthead.title == "Office of Boats: activities"
    assert said["#XM-EX-1"] == "Safer boats\nXM-EX-1"
    assert said["#XM-EX-1/budgets"] == "2024-01-01 to 2024-12-31: USD 1,000.50"
    assert said["#XM-EX-1/transactions"] == "2024-02-01 disbursed: EUR 250.25"
    assert said["#XM-EX-1/result-1"].endswith("2024-01-01 to 2024-12-31: target 10, actual 7")
    budgets = {f"#{one.id.partition('#')[2]}": one.text for one in as_document(read(organisations())).paragraphs}
    assert budgets["#XM-EX/country-budgets"] == "2024-01-01 to 2024-12-31: USD 20, KE"


@pytest.mark.django_db
def test_a_file_is_taken_in_compared_with_its_next_version_and_undone() -> None:
    first, later = activities(), activities(activity(budget=PARTS["budget"].replace("1000.50", "2000")))
    seen = preview(records=read(first), reader="1")
    assert (seen.outcome, seen.address, seen.kind) == ("new", ADDRESS, "iati")
    assert not Document.objects.exists()
    take(first)
    assert texts()["XM-EX-1/budgets"] == "2024-01-01 to 2024-12-31: USD 1,000.50"
    assert document_record(Version.objects.get()) == as_document(read(first))
    changed = take(later)
    assert (changed.outcome, changed.version) == ("changed", 2)
    assert [one.address for one in changed.difference.changed] == ["#XM-EX-1/budgets"]
    assert texts()["XM-EX-1/budgets"].endswith("USD 2,000")
    undo(taking_in=to_undo(ADDRESS, 0, "UN"), by=operator())
    assert texts()["XM-EX-1/budgets"].endswith("USD 1,000.50")
    assert [one.code for one in verify()] == []


@pytest.mark.django_db
def test_faults_stand_with_the_file_and_nothing_is_half_taken_in() -> None:
    take(activities(activity(sector="")))
    assert list(KeptFinding.objects.values_list("code", flat=True)) == ["IA-SECTOR"]
    assert take(activities(activity(sector=""))).outcome == "unchanged"
    assert Version.objects.count() == 1
