"""Search finds words in every form of theirs, follows the history, and shows text that is safe to show."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.store_records import digest, fascicle, report, request, resolution
from throughline.store.knowledge import follow, index, rebuild, search
from throughline.store.models import Organization, TakingIn
from throughline.store.people import operator
from throughline.store.rights import EVERYTHING, Sight
from throughline.store.taking_in import take_in
from throughline.store.taking_in.contents import Records
from throughline.store.taking_in.undoing import undo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """An index of its own for each test."""
    settings.DATA = tmp_path


def take(records: Records) -> None:
    take_in(records=records, by=operator(), reader="1")


def addresses(words: str, **wanted: Any) -> set[str]:
    return {hit.address for hit in search(words, **({"seen_by": EVERYTHING} | wanted)).hits}


def test_an_empty_record_has_nothing() -> None:
    assert search("boats", seen_by=EVERYTHING).hits == ()


def test_words_are_found_in_every_form() -> None:
    take(resolution(texts=("Recalling its harbours,", "Requests the Secretary-General to report on boats;")))
    assert addresses("reporting boat") == {"A/RES/78/243#1"}
    assert addresses("harbour") == {"A/RES/78/243#p1"}
    assert addresses("harbour boat") == set()


def test_a_phrase_in_quotation_marks_is_found_as_it_stands() -> None:
    take(resolution(texts=("Recalling boats of wood,", "Requests wood for boats;")))
    assert addresses('"boats of wood"') == {"A/RES/78/243#p1"}


def test_everything_of_a_budget_is_found() -> None:
    take(fascicle(rows=2))
    assert addresses("arrive") == {"UN/2026/10/SP1"}
    assert addresses("safer") == {"UN/2026/10/SP1/R2"}
    assert addresses("afloat") == {"UN/2026/10/SP1/R2/M1"}
    assert addresses("parliamentary") == {"UN/2026/10/SP1/D-A.1", "UN/2026/10/SP1/D-A.2"}
    assert addresses("sail") == {"UN/2026/10/P10.20.1"}
    assert addresses("boats", kind="subprogramme") == {"UN/2026/10/SP1"}


def test_a_code_is_found_as_it_is_printed() -> None:
    take(resolution("A/RES/78/243"))
    take(resolution("A/RES/78/244", file="other.txt"))
    assert addresses("78/243") == {"A/RES/78/243", "A/RES/78/243#p1", "A/RES/78/243#1"}
    assert addresses("A/RES/78/243 report") == {"A/RES/78/243#1"}


def test_a_report_is_found_by_what_stands_around_its_mentions() -> None:
    take(report())
    assert addresses("pursuant boats") == {"A/78/500"}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "Prie le Secrétaire général de présenter des rapports;", "rapport présentant"),
        ("es", "Solicita al Secretario General que presente informes;", "informe"),
        ("ru", "просит Генерального секретаря представить доклады;", "доклад"),
        ("ar", "تطلب إلى الأمين العام أن يقدم تقارير", "تقارير"),
        ("zh", "请秘书长提交报告", "秘书长"),
        ("pt", "Solicita ao Secretário-Geral;", "secretario"),
    ],
)
def test_every_official_language_is_found(language: str, text: str, words: str) -> None:
    take(resolution(f"A/RES/1/{language}", texts=("...", text), language=language))
    assert addresses(words) == {f"A/RES/1/{language}#1"}


def test_snippets_are_escaped_and_mark_the_words() -> None:
    take(resolution(texts=("Recalling <script>alert(1)</script> & boats,", "Requests;")))
    (hit,) = [one for one in search("boat", seen_by=EVERYTHING).hits if one.address.endswith("#p1")]
    assert hit.snippet == "Recalling &lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>boats</mark>"


def test_snippets_of_chinese_join_what_overlaps() -> None:
    take(resolution("A/RES/1/zh", texts=("...", "请秘书长提交报告"), language="zh"))
    (hit,) = search("秘书长", seen_by=EVERYTHING).hits
    assert hit.pieces == (("请", False), ("秘书长", True), ("提交报告", False))


@pytest.mark.parametrize(
    "words", ["", "   ", '"', "()", "a:b", "title:*", "boat)", "\\", "-boat", "[a TO b]", "^", "/x/", "*"]
)
def test_no_sign_breaks_the_search(words: str) -> None:
    take(resolution())
    search(words, seen_by=EVERYTHING)


def test_the_index_follows_what_is_taken_in() -> None:
    take(resolution(texts=("Recalling ships,", "Requests one;")))
    assert addresses("ships") == {"A/RES/78/243#p1"}
    take(resolution(texts=("Recalling canoes,", "Requests one;")))
    assert addresses("ships") == set()
    assert addresses("canoe") == {"A/RES/78/243#p1"}
    take(resolution("A/RES/1/1", texts=("Recalling ships,", "Requests two;")))
    assert addresses("ships") == {"A/RES/1/1#p1"}


def test_an_index_that_is_up_to_date_asks_the_database_one_thing() -> None:
    take(resolution())
    follow()
    with CaptureQueriesContext(connection) as captured:
        follow()
    assert len(captured) == 1


def test_following_asks_as_much_for_a_long_document_as_for_a_short_one() -> None:
    counts = []
    for number, length in ((1, 1), (2, 300)):
        take(resolution(f"A/RES/{number}/1", texts=tuple(f"Requests {n};" for n in range(length + 1))))
        with CaptureQueriesContext(connection) as captured:
            follow()
        counts.append(len(captured))
    assert counts[0] - 1 <= counts[1] <= counts[0] + 1


def test_the_index_of_another_record_is_thrown_away() -> None:
    take(resolution())
    follow()
    index.note_followed(1, digest("another record"))
    take(resolution("A/RES/1/1", texts=("Recalling ships,", "Requests;")))
    assert addresses("ships") == {"A/RES/1/1#p1"}
    assert addresses("harbours") == {"A/RES/78/243#p1"}


def test_a_broken_index_is_made_anew(tmp_path: Path) -> None:
    take(resolution())
    follow()
    (tmp_path / "search" / "meta.json").write_text("broken", encoding="utf-8")
    (tmp_path / "search" / index.STATE).unlink()
    assert addresses("harbours") == {"A/RES/78/243#p1"}


def test_the_index_made_anew_finds_the_same() -> None:
    for record in (resolution(), report(), fascicle(rows=5)):
        take(record)
    before = [hit.address for hit in search("boats", limit=100, seen_by=EVERYTHING).hits]
    assert rebuild()
    assert sorted(hit.address for hit in search("boats", limit=100, seen_by=EVERYTHING).hits) == sorted(before)


def test_pages_of_hits_do_not_overlap() -> None:
    take(fascicle(rows=30))
    pages = [search("report", limit=10, after=after, seen_by=EVERYTHING) for after in (0, 10, 20)]
    assert [page.total for page in pages] == [30, 30, 30]
    assert len({hit.address for page in pages for hit in page.hits}) == 30


def test_while_another_process_writes_the_index_is_searched_as_it_is() -> None:
    take(resolution())
    follow()
    take(resolution("A/RES/1/1", texts=("Recalling ships,", "Requests;")))
    writer = index.opened().writer(index.MEMORY, 1)
    assert not follow()
    assert addresses("ships") == set()
    assert addresses("harbours") == {"A/RES/78/243#p1"}
    writer.rollback()
    del writer
    assert addresses("ships") == {"A/RES/1/1#p1"}


def test_acts_are_found_where_they_are_asked_for() -> None:
    take(resolution(acts=(request("to count all gulls"),), texts=("Recalling,", "Requests to count all gulls;")))
    assert addresses("gulls") == {"A/RES/78/243#1"}
    assert addresses("gulls", kind="act") == {"A/RES/78/243#1/a1"}
    assert search("gulls", seen_by=EVERYTHING).kinds == {"paragraph": 1, "act": 1}


def test_hits_are_counted_by_kind_and_by_year() -> None:
    take(resolution())
    take(resolution("A/RES/79/1", file="later.txt", adopted="2024-12-01"))
    take(fascicle())
    found = search("boats", seen_by=EVERYTHING)
    assert found.years == {"2023": 2, "2024": 2, "2026": found.total - 4}
    assert {"document", "paragraph", "result", "subprogramme"} <= found.kinds.keys()
    assert {hit.document for hit in search("boats", year="2024", seen_by=EVERYTHING).hits} == {"A/RES/79/1"}
    assert search("boats", year="2024", seen_by=EVERYTHING).years == found.years
    assert search("boats", kind="result", seen_by=EVERYTHING).years == {"2026": 2}


def test_counts_tell_nothing_of_what_is_not_seen() -> None:
    take(resolution())
    take_in(records=resolution("HWU/1", file="hwu.txt"), by=operator(), reader="1", organization="HWU")
    own = Sight(frozenset({Organization.objects.get(code="UN").pk}))
    found = search("boats", seen_by=own)
    assert {hit.document for hit in found.hits} == {"A/RES/78/243"}
    assert (found.total, sum(found.kinds.values()) - found.kinds["act"]) == (2, 2)
    assert search("boats", seen_by=Sight()).kinds == {}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "Prie le Secrétaire général de présenter un état;", "presenter etat"),
        ("es", "Solicita la evaluación de la gestión;", "evaluacion gestion"),
        ("zh", "长江的水", "水"),
        ("zh", "请秘书长提交报告", "书长提"),
        ("ar", "تطلب إلى الأمين العام", "امين"),
        ("ar", "تقديم تقرير عن التزام", "الالتزام"),
        ("ru", "представить отчёты", "отчет"),
    ],
)
def test_what_is_left_out_in_typing_is_found_all_the_same(language: str, text: str, words: str) -> None:
    take(resolution(texts=("Recalling,", text), language=language))
    assert addresses(words) == {"A/RES/78/243#1"}


def test_a_text_that_was_undone_is_found_no_more_and_the_one_before_it_again() -> None:
    take(resolution(texts=("Recalling,", "Requests gulls;")))
    take(resolution(texts=("Recalling,", "Requests terns;")))
    assert (addresses("gulls"), addresses("terns")) == (set(), {"A/RES/78/243#1"})
    newest = TakingIn.objects.order_by("-pk")[0]
    undo(taking_in=newest, by=operator())
    assert (addresses("gulls"), addresses("terns")) == ({"A/RES/78/243#1"}, set())


def test_a_crash_before_the_state_was_written_does_no_harm() -> None:
    take(resolution(texts=("Recalling,", "Requests gulls;")))
    follow()
    state = (index.folder() / index.STATE).read_text()
    take(resolution("A/RES/79/1", texts=("Recalling,", "Requests terns;"), file="2.txt"))
    assert addresses("terns") == {"A/RES/79/1#1"}
    # The index was written, and the process ended before it could say how far.
    (index.folder() / index.STATE).write_text(state)
    assert search("terns", seen_by=EVERYTHING).total == 1
    assert search("gulls", seen_by=EVERYTHING).total == 1


def test_an_index_that_was_damaged_is_made_anew() -> None:
    take(resolution(texts=("Recalling,", "Requests gulls;")))
    assert addresses("gulls")
    for path in index.folder().glob("*"):
        if path.name != index.STATE:
            path.unlink()
    (index.folder() / "meta.json").write_text("{")
    index.note_followed(index.followed().number, index.followed().digest)  # type: ignore[union-attr]
    assert addresses("gulls") == {"A/RES/78/243#1"}
