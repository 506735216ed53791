"""The structure of the real resolutions, where they lie beside the repository."""

from pathlib import Path

import pytest

from bench import structure as measure
from throughline.readers.document import read_file
from throughline.readers.resolution.structure import read_structure

SHARED = Path(__file__).resolve().parents[2] / "../shared"
RESOLUTIONS = SHARED / "data/resolutions"

pytestmark = pytest.mark.skipif(not RESOLUTIONS.is_dir(), reason="the shared documents are not beside the repository")


@pytest.mark.parametrize("style", ["ods", "md"])
def test_texts_with_exact_labels_reach_the_measures(style: str) -> None:
    score = measure.labelled(SHARED, style, "all")
    assert score.documents > 100
    assert score.f1("operative") >= 0.997
    assert score.f1("preambular") >= 0.999
    assert score.share("number") >= 0.999
    assert score.share("verb") >= 0.99
    assert score.whole / score.documents >= 0.98


def test_docx_resolutions_reach_the_measures() -> None:
    score = measure.styled(SHARED, "all")
    assert min(score.f1("operative"), score.f1("preambular")) >= 0.98
    assert min(score.share("number"), score.share("verb")) >= 0.97


def test_reports_have_no_operative_paragraphs() -> None:
    names = ("eosg__ECE*.txt", "eosg__ST_SGB*.txt", "eosg__E_CN*.txt", "eosg__A_7*_7*.txt", "eosg__S_20*.txt")
    paths = [path for name in names for path in sorted((RESOLUTIONS / "txt").glob(name))]
    right, all_, missed = measure.operative_share(paths, measure.is_report)
    assert (right, missed) == (all_, [])


@pytest.mark.parametrize("seed", ["001_1bbe6056119aed42.txt", "003_48d4139867a31069.txt"])
def test_the_two_papers_that_ask_nothing_are_reports(seed: str) -> None:
    assert measure.is_report(read_structure(measure.source_of(SHARED / "seeds" / seed)))


def test_nothing_of_a_real_document_is_left_unclaimed() -> None:
    paths = [*sorted((RESOLUTIONS / "docx").glob("*.docx"))[:8], *sorted((RESOLUTIONS / "akn").glob("*.xml"))[:8]]
    left = {path.name: read_structure(read_file(path)).unclaimed for path in paths}
    assert {name: spans for name, spans in left.items() if spans} == {}


def test_keyword_addresses_of_the_union_are_unique_without_a_tilde() -> None:
    paths = sorted((RESOLUTIONS / "txt").glob("ITU*.txt"))
    doubtful = {
        path.name
        for path in paths
        if any("~" in p.id and p.kind == "operative" for p in read_structure(measure.source_of(path)).paragraphs)
    }
    assert doubtful == set()
