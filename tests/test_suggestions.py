"""Link suggestions: every kind of evidence moves the right part up, and a part is no evidence for itself."""

from throughline.engine.suggestions import Candidate, Wanting, index_of, suggest, with_results

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


def test_the_nearest_result_of_a_place_is_named_where_one_is_near() -> None:
    results = index_of(
        Candidate(f"P/2/R{number}", title, "", {})
        for number, title in enumerate(("Tunnels are lit", "Bridges are kept up"), start=1)
    )
    question = wanting(text="upkeep of bridges")
    named = with_results(suggest(question, INDEX), question, results, {"P/2": [0, 1], "P/1": [0]})
    assert [one.result for one in named if one.address == "P/2"] == ["P/2/R2"]
    far = wanting(text="mountain treaties")
    assert {one.result for one in with_results(suggest(far, INDEX), far, results, {"P/2": [0, 1]})} == {None}


def test_words_of_any_text_are_never_named_and_make_no_suggestion() -> None:
    parts = [Candidate("P/1", "Also for results", "concrete that", {}), Candidate("P/2", "Lighthouses", "also", {})]
    (best,) = suggest(wanting(text="also for concrete results of that lighthouse"), index_of(parts))
    assert (best.address, best.reasons[0].detail) == ("P/2", ("lighthouses",))


def test_words_that_many_parts_use_are_no_reason_beside_others() -> None:
    (best,) = [one for one in suggest(wanting(text="and bridges and upkeep and"), INDEX) if one.address == "P/2"]
    assert set(best.reasons[0].detail) == {"bridges", "upkeep"}


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
