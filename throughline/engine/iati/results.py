"""Results of an IATI activity: indicators with baselines, and periods with targets and actual values."""

from dataclasses import dataclass
from datetime import date

from throughline.engine.iati.layout import Kept, at, each
from throughline.engine.iati.parts import DocumentLink, Narrative


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A code under which a result or an indicator stands elsewhere."""

    vocabulary: str | None = at("@vocabulary")
    code: str | None = at("@code")
    vocabulary_uri: str | None = at("@vocabulary-uri")
    indicator_uri: str | None = at("@indicator-uri")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOfValue:
    """The place that a value is of, by the reference of a location of the activity."""

    ref: str | None = at("@ref")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One category that a value is of: `name` "sex", `value` "female"."""

    name: str | None = at("@name")
    value: str | None = at("@value")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What stood before; values are text, for indicators may be of words."""

    day: date | None = at("@iso-date")
    year: int | None = at("@year")
    value: str | None = at("@value")
    places: tuple[PlaceOfValue, ...] = each("location")
    dimensions: tuple[Dimension, ...] = each("dimension")
    documents: tuple[DocumentLink, ...] = each("document-link")
    comment: tuple[Narrative, ...] = each("comment/narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A target or an actual value of a period, of a place and of categories where it is of some."""

    value: str | None = at("@value")
    places: tuple[PlaceOfValue, ...] = each("location")
    dimensions: tuple[Dimension, ...] = each("dimension")
    comment: tuple[Narrative, ...] = each("comment/narrative")
    documents: tuple[DocumentLink, ...] = each("document-link")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time with what was to be reached in it and what was; both days belong to it."""

    start: date | None = at("period-start/@iso-date")
    end: date | None = at("period-end/@iso-date")
    targets: tuple[Reported, ...] = each("target")
    actuals: tuple[Reported, ...] = each("actual")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is measured; `measure` 1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative."""

    measure: str | None = at("@measure")
    is_ascending: bool | None = at("@ascending")
    may_be_summed: bool | None = at("@aggregation-status")
    title: tuple[Narrative, ...] = each("title/narrative")
    description: tuple[Narrative, ...] = each("description/narrative")
    documents: tuple[DocumentLink, ...] = each("document-link")
    references: tuple[Reference, ...] = each("reference")
    baselines: tuple[Baseline, ...] = each("baseline")
    periods: tuple[Period, ...] = each("period")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an activity is to reach; `type` 1 output, 2 outcome, 3 impact, 9 other."""

    type: str | None = at("@type")
    may_be_summed: bool | None = at("@aggregation-status")
    title: tuple[Narrative, ...] = each("title/narrative")
    description: tuple[Narrative, ...] = each("description/narrative")
    documents: tuple[DocumentLink, ...] = each("document-link")
    references: tuple[Reference, ...] = each("reference")
    indicators: tuple[Indicator, ...] = each("indicator")
    kept: tuple[Kept, ...] = ()
