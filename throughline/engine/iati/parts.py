"""Parts that IATI activities and organisations share: words by language, organisations, values, documents, places."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from throughline.engine.iati.layout import Kept, at, each


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """Words in a language; without one, in that of the activity."""

    language: str | None = at("@xml:lang")
    text: str | None = at("text()")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An element that says one code of a list, with the vocabulary that the code belongs to."""

    code: str | None = at("@code")
    vocabulary: str | None = at("@vocabulary")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An element that says some words, such as a number to call."""

    text: str | None = at("text()")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """A code of a vocabulary with a share in percent: a sector, a country, a region, a tag."""

    vocabulary: str | None = at("@vocabulary")
    vocabulary_uri: str | None = at("@vocabulary-uri")
    code: str | None = at("@code")
    percentage: Decimal | None = at("@percentage")
    names: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """An amount as printed, exact, with its currency and the day of the rate; the currency may be the activity's."""

    currency: str | None = at("@currency")
    rate_day: date | None = at("@value-date")
    amount: Decimal | None = at("text()")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingOrganisation:
    """Who publishes."""

    ref: str | None = at("@ref")
    type: str | None = at("@type")
    is_secondary: bool | None = at("@secondary-reporter")
    names: tuple[Narrative, ...] = each("narrative")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLink:
    """A document somewhere on the web; `countries` only in files of organisations."""

    url: str | None = at("@url")
    format: str | None = at("@format")
    title: tuple[Narrative, ...] = each("title/narrative")
    description: tuple[Narrative, ...] = each("description/narrative")
    categories: tuple[Code, ...] = each("category")
    languages: tuple[Code, ...] = each("language")
    day: date | None = at("document-date/@iso-date")
    countries: tuple[Classified, ...] = each("recipient-country")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place where an activity happens."""

    ref: str | None = at("@ref")
    reach: str | None = at("location-reach/@code")
    ids: tuple[Code, ...] = each("location-id")
    name: tuple[Narrative, ...] = each("name/narrative")
    description: tuple[Narrative, ...] = each("description/narrative")
    activity_description: tuple[Narrative, ...] = each("activity-description/narrative")
    administrative: tuple["Administrative", ...] = each("administrative")
    system: str | None = at("point/@srsName")
    position: str | None = at("point/pos/text()")
    exactness: str | None = at("exactness/@code")
    place_class: str | None = at("location-class/@code")
    feature: str | None = at("feature-designation/@code")
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrative:
    """An administrative area by a gazetteer, at a level counted from the country."""

    code: str | None = at("@code")
    vocabulary: str | None = at("@vocabulary")
    level: int | None = at("@level")
    kept: tuple[Kept, ...] = ()
