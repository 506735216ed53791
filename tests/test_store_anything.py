"""Whatever texts a reader may give, taking in neither fails nor loses anything, on both databases."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.store_records import cell, digest, fascicle, resolution
from throughline.engine.budgeting.records import Fascicle
from throughline.engine.mandates.records import Act, Addressee, Citation, Document, Paragraph
from throughline.engine.planning.printed import Result, Subprogramme
from throughline.store.budgeting.whole import fascicle_record
from throughline.store.history import HistoryLine
from throughline.store.mandates.tables import Version
from throughline.store.mandates.whole import document_record
from throughline.store.people import operator
from throughline.store.taking_in import preview, take_in
from throughline.store.verifying import verify

# Each example is a few transactions: a smaller one is not looked for by taking hundreds in.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
# Half a surrogate pair and NUL are replaced by the store, which has a test of its own.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
named = st.one_of(
    texts, st.sampled_from(["A/RES/1/1", "a/res/1/1 ", "#7", "A/RES/1/1#7(b)", "SP1", "SP1.C2", "", "~2"])
)
acts = st.builds(
    Act,
    verb=texts,
    request=texts,
    span=st.just((1, 2)),
    addressees=st.lists(st.builds(Addressee, named, texts, texts), max_size=2).map(tuple),
)
paragraphs = st.builds(
    Paragraph,
    id=named,
    kind=st.sampled_from(["operative", "preambular", "closing"]),
    number=st.none() | texts.filter(bool),
    level=st.integers(1, 4),
    parent=st.none(),
    verb=st.none() | texts.filter(bool),
    text=texts,
    span=st.just((0, 5)),
    acts=st.lists(acts, max_size=2).map(tuple),
    citations=st.lists(st.builds(Citation, texts, st.none() | named.filter(bool)), max_size=3).map(tuple),
)
numbers = st.one_of(
    st.none(),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12),
    st.sampled_from([Decimal("1E+30"), Decimal("0.123456"), Decimal("-0"), Decimal("1E-20")]),
)


@st.composite
def documents(draw: Any) -> Document:
    found = draw(st.lists(paragraphs, max_size=4))
    symbol = draw(st.none() | named)
    file = draw(texts)
    whole = resolution(symbol, file=file)
    return replace(whole, paragraphs=tuple(found), sha256=digest(repr((symbol, file, found))))


@st.composite
def fascicles(draw: Any) -> Fascicle:
    whole = fascicle(symbol=draw(named), section=draw(named), lists=tuple(draw(st.lists(named, max_size=3))))
    places = draw(st.lists(named, max_size=3, unique=True))
    results = draw(st.lists(st.builds(Result, named, st.sampled_from([*places, "", "SP9"]), st.none(), texts, texts)))
    figures = [replace(whole.resources[0], cell=cell(0, 0, draw(named)), amount=draw(numbers)) for _ in range(3)]
    return replace(
        whole,
        programmes=(),
        subprogrammes=tuple(Subprogramme(place, "", draw(texts), draw(texts)) for place in places if place),
        results=tuple(results),
        resources=tuple(figures),
        sha256=digest(repr((whole.symbol, whole.section, whole.mandates, places, results, figures))),
    )


class Anything(TestCase):
    """Records with any texts."""

    @settings(max_examples=25, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(documents(), min_size=1, max_size=3))
    def test_any_document_is_taken_in_and_reads_back(self, records: list[Document]) -> None:
        for record in records:
            seen = preview(records=record, reader="1")
            taken = take_in(records=record, by=operator(), reader="1")
            assert seen == taken
            if taken.outcome in {"new", "filled", "changed"}:
                version = Version.objects.get(source__sha256=record.sha256)
                back = document_record(version)
                assert [one.text for one in back.paragraphs] == [one.text for one in record.paragraphs]
                assert [one.acts for one in back.paragraphs] == [one.acts for one in record.paragraphs]
                assert [one.citations for one in back.paragraphs] == [one.citations for one in record.paragraphs]
                ids = [one.id for one in back.paragraphs]
                assert len(ids) == len(set(ids))
        lines = HistoryLine.objects.count()
        for record in records:
            assert take_in(records=record, by=operator(), reader="1").outcome == "unchanged"
        assert HistoryLine.objects.count() == lines
        assert verify() == []

    @settings(max_examples=25, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(fascicles(), min_size=1, max_size=2))
    def test_any_fascicle_is_taken_in_and_its_numbers_are_exact_or_told(self, records: list[Fascicle]) -> None:
        for record in records:
            seen = preview(records=record, reader="1")
            taken = take_in(records=record, by=operator(), reader="1")
            assert seen == taken
            if taken.outcome not in {"new", "filled", "changed"}:
                continue
            back = fascicle_record(Version.objects.get(source__sha256=record.sha256))
            told = sum(finding.code == "ST-NUMBER" for finding in taken.findings)
            kept = [one.amount for one in back.resources]
            given_amounts = [one.amount for one in record.resources]
            assert told == sum(one is None and said is not None for one, said in zip(kept, given_amounts, strict=True))
            assert all(one in (None, said) for one, said in zip(kept, given_amounts, strict=True))
            assert [one.title for one in back.results] == [one.title for one in record.results]
        assert verify() == []
