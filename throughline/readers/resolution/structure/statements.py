"""Statements by a president on behalf of a body: paragraphs in quotation marks that name the body before the verb."""

import re

from throughline.readers.resolution.structure.blocks import Block, Blocks
from throughline.readers.resolution.structure.entries import Entry, Sorted
from throughline.readers.resolution.structure.general import sort_general
from throughline.readers.resolution.structure.leads import Lead, lead_of

_MADE = re.compile(
    r"(?:made|read out|issued) the following (?:presidential )?statement|a fait la d[ée]claration suivante"
)
_NAMED = (
    r"(?:[Tt]he\s(?:Security\s|Human Rights\s)?Council|It|Le\sConseil(?:\sde\ss[ée]curit[ée])?)"
    r",?\s(?:(?:in|while|through|with)\s[^,;.]{3,120},\s)?(?=[a-z])"
)
_BODY = re.compile(rf"[“\"„«\s]*{_NAMED}")
_BODY_LATER = re.compile(
    rf"[“\"„«\s]*(?:[^.;:“”]{{0,400}}?,\s|The Security Council and (?:its )?[^,]{{3,60}},?\s){_NAMED}"
)
# Words between the body and its verb: "The Security Council, on the occasion of ..., reaffirms".
_ASIDE = re.compile(r",?\s(?:on|at|in|while|through|with|aware|mindful|conscious|\w+ing)\b[^.;:“”]{3,400}?,\s(?=[a-z])")
_BODY_ALONE = re.compile(r"[“\"„«\s]*The\s(?:Security\s|Human Rights\s)?Council(?=,?\s)")


def sort_statement(blocks: Blocks) -> Sorted:
    """The paragraphs of a presidential statement; one with a formula and numbers is sorted as a resolution is."""
    if any(block.shape == "formula" for block in blocks.body):
        return sort_general(blocks)
    out = Sorted()
    spoken = [index for index, block in enumerate(blocks.body) if block.raw[:1] in '“"«']
    last = spoken[-1] if spoken else len(blocks.body)
    begun = closed = False
    for index, block in enumerate(blocks.body):
        closed = closed or block.shape == "annex" or (index > last and block.shape not in ("closing", "date"))
        if closed:
            out.entries.append(Entry(block, "annex"))
        elif not begun and index not in spoken[:1]:
            begun = _MADE.search(block.raw) is not None
            if begun:
                out.entries.append(Entry(block, "formula"))
                continue
            if block.shape == "title":
                out.titles.append((0, block))
            out.masthead.append(block)
        elif block.shape in ("closing", "date"):
            out.entries.append(Entry(block, "closing"))
        elif block.shape == "symbol":
            out.masthead.append(block)
        else:
            begun = True
            out.entries.append(_statement(block))
    return out


def _statement(block: Block) -> Entry:
    if block.shape == "heading" and block.raw[:1] not in '“"':
        return Entry(block, "heading")
    return Entry(block, "operative")


def lead_after_body(text: str) -> Lead | None:
    """The verb phrase after "The Security Council": of a statement's paragraph, or None where it opens otherwise."""
    for pattern in (_BODY, _BODY_LATER):
        found = pattern.match(text)
        lead = lead_of(text, found.end()) if found is not None else None
        if lead is not None and lead.form == "finite":
            return lead
    return _lead_after_aside(text)


def _lead_after_aside(text: str) -> Lead | None:
    """The verb phrase after words set between the body and its verb, where a verb that is known follows a comma."""
    body = _BODY_ALONE.match(text)
    aside = _ASIDE.match(text, body.end()) if body is not None else None
    if body is None or aside is None:
        return None
    position = aside.end()
    while 0 <= position < body.end() + 500:
        lead = lead_of(text, position)
        if lead is not None and lead.form == "finite" and lead.sure:
            return lead
        position = text.find(", ", position) + 2 if text.find(", ", position) >= 0 else -1
    return None
