"""Parameters that many lists share: what a word, a day, a number may be, and how a page of a list is asked for."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Path
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, WithJsonSchema

LONGEST, MOST, USUAL = 200, 200, 20
HOW_MANY = (
    f"How many rows, at most: 1 to {MOST}, {USUAL} without it. All of a list, as CSV too, is fetched page by page: the "
    "header Link of each answer names the next."
)
WHOLE = re.compile(r"[0-9]{1,9}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _whole(value: Any) -> Any:
    """Digits alone: pydantic by itself would take "1_0", " 1 " and "1.0" for numbers too."""
    if isinstance(value, str) and not WHOLE.fullmatch(value):
        raise ValueError("a whole number is written with digits alone")
    return value


def _day(value: Any) -> Any:
    """A day as 2026-12-31: pydantic by itself would take seconds since 1970 for a day too."""
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise ValueError("a day is written as 2026-12-31")
    return value


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("no text holds the character NUL")
    return text


Text = Annotated[
    str,
    Field(min_length=1, max_length=LONGEST, json_schema_extra={"pattern": r"^[^\u0000]*$"}),
    AfterValidator(_without_nul),
]
# The bounds stand before the validator: behind it they hold too, and the description leaves them out.
Count = Annotated[int, Field(ge=1, le=MOST), BeforeValidator(_whole)]
Number = Annotated[int, Field(ge=1, le=999_999_999), BeforeValidator(_whole)]
Year = Annotated[int, Field(ge=1, le=9999), BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]

Organization = Annotated[str, Path(..., description="The code of an organization.", example="UN")]
PlanAddress = Annotated[Text | None, Field(description="The address of a part of a plan: UN/2026/10.")]
PlaceAddress = Annotated[Text | None, Field(description="The address of a place: UN/2026/10/SP1.")]


class Paging(BaseModel):
    """How much of a list is wanted, from where on, and in which form."""

    limit: Annotated[Count, Field(description=HOW_MANY)] = USUAL
    cursor: Annotated[Text | None, Field(description="Where to go on: the page before says it in its next.")] = None
    format: Annotated[
        Literal["json", "csv"] | None, Field(description="The form of the answer; without it, by the header Accept.")
    ] = None
    bom: Annotated[
        Literal["yes", "no"], Field(description="Whether CSV begins with a byte order mark, which Excel wants.")
    ] = "no"
