"""Link suggestions: every kind of evidence moves the right part up, and a part is no evidence for itself."""

from throughline.engine.suggestions import Candidate, Wanting, index_of, suggest

OCEANS = Candidate(
    "P/1", "Oceans", "tide gauges and coastal observation of the sea", {"A/RES/70/1": "Law of the tides"}
)
ROADS = Candidate("P/2", "Roads", "bridges, tunnels and the upkeep of mountain roads", {"A/RES/71/2": "Winter roads"})
LAW = Candidate("P/3", "Law", "treaties and their depositary", {"A/RES/70/9": "Depositary practice"})
INDEX = index_of([OCEANS, ROADS, LAW])


def wanting(title: str = "", text: str = "", cited: frozenset[str] = frozenset()) -> Wanting:
    return Wanting("A/RES/80/5", title, text, cited)


def first(question: Wanting) -> tuple[str, list[str]]:
    best = suggest(question, INDEX)[0]
    return best.address, [reason.kind for reason in best.reasons]


def test_words_citations_titles_and_series_each_point_to_the_part() -> None:
    assert first(wanting(text="upkeep of bridges")) == ("P/2", ["words"])
    assert first(wanting(cited=frozenset({"A/RES/70/9"}))) == ("P/3", ["citations"])
    assert first(wanting(title="Law of the tides"))[0] == "P/1"
    assert "series" in first(wanting(title="Law of the tides"))[1]
    assert "title" in first(wanting(title="Winter closures of roads"))[1]


def test_nothing_is_suggested_without_evidence() -> None:
    assert suggest(wanting(text="unrelated nonsense"), INDEX) == ()


def test_a_listing_of_the_mandate_itself_is_no_evidence() -> None:
    own = Wanting("A/RES/70/9", "Depositary practice", "", frozenset({"A/RES/70/9"}))
    assert all(reason.kind == "words" for one in suggest(own, INDEX) for reason in one.reasons)


def test_a_citation_that_everybody_lists_tells_less_than_a_rare_one() -> None:
    parts = [Candidate(f"P/{i}", f"t{i}", "", {"COMMON": "x"} | ({"RARE": "y"} if i == 2 else {})) for i in range(5)]
    best = suggest(Wanting("S", "", "", frozenset({"COMMON", "RARE"})), index_of(parts))
    assert best[0].address == "P/2"
    assert len(best) == 5
