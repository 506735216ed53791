"""What people write into reports: text in CommonMark with fields, `[[deliverables.planned]]`, that stay true.

A field gives the figure of the record. `[[deliverables.planned = 14]]` stands where a person means 14: where the record
says something else, the report shows both and marks it. A field that there is not is said in its place.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from throughline.engine.reporting.blocks import Block, Figure, Note, Text
from throughline.web.reports.composing import blocks_of
from throughline.web.reports.marks import AFTER, BEFORE, Marks

FIELD = re.compile(r"\[\[\s*(?P<name>[\w.-]{1,80})\s*(?:=\s*(?P<typed>[^\]\n]{1,80}?)\s*)?\]\]")


@dataclass(frozen=True, slots=True)
class Written:
    """A text of a person as blocks; `unknown` are the fields in it that the report has not."""

    blocks: tuple[Block, ...]
    unknown: tuple[str, ...]


def written(text: str, fields: Mapping[str, Figure]) -> Written:
    """A text as blocks, its fields filled in; headings stand below those of the report."""
    marks, unknown = Marks(), []

    def filled(found: re.Match[str]) -> str:
        name, typed = found["name"], found["typed"] or ""
        if name not in fields:
            unknown.append(name)
            return marks.put(Text(f"[[{name}]]", strong=True))
        return marks.put(replace(fields[name], field=name, typed=typed))

    own = FIELD.sub(filled, text.replace(BEFORE, "").replace(AFTER, ""))
    blocks = blocks_of(own, marks)
    return Written((*blocks, *_missing(unknown)), tuple(dict.fromkeys(unknown)))


def _missing(unknown: Iterable[str]) -> tuple[Note, ...]:
    names = ", ".join(dict.fromkeys(unknown))
    if not names:
        return ()
    words = _("This report has no field %(names)s: choose one from its list of fields.")
    return (Note((Text(words % {"names": names}),)),)
