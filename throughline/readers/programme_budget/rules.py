"""The rules that tell what a line of a fascicle is, in the order in which they are asked."""

import re

from throughline.readers.document.records import Line
from throughline.readers.programme_budget import words
from throughline.readers.programme_budget.state import (
    BLOCK,
    COMPONENT,
    OTHER,
    PART,
    RESULT,
    SECTION,
    SUB,
    WITHIN,
    State,
)

_REPLACES = re.compile(r"\bsubprogramme (?P<number>\d{1,2})(?:, (?P<title>.{3,200}?))?,? with the following", re.I)
_NOISE = re.compile(r"[a-z]{1,5}|[^\w•·▪]{1,6}")
_NOTE_STYLE = re.compile(r"footnote|endnote|^note", re.I)
# "a", a tab, then the words of a note.
_NOTE_MARK = re.compile(r"\s{0,8}[a-z]{1,2}\t{1,3}(?=\S)")
_DOTTED = re.compile(r"\w{1,4}\.(?:[IVX]+\.)?\d")
_ARABIC = re.compile(r"\d+")
_SENTENCE_END = (".", ";", ":", ",")
_LONGEST_HEADING = 420


def role_of(state: State, index: int, line: Line, text: str) -> str:
    """Tell the role of a line outside tables and move the state on; `text` is the line made plain, not empty."""
    if _NOISE.fullmatch(text):
        return "unknown"
    heading = words.is_set_as_heading(line)
    numbered = bool(words.PARAGRAPH_NUMBER.match(text)) and not heading
    loose, state.loose = state.loose, ""
    role = _note(state, line, text) or _numbered_caption(state, index, text, heading)
    if not role and not numbered and len(text) <= _LONGEST_HEADING:
        role = (
            _part(state, index, text, heading)
            or _unit(state, index, text)
            or _result(state, text, heading)
            or _block(state, text)
            or _title(state, text, heading)
            or _caption_line(state, index, text, loose)
        )
    return role or _paragraph(state, index, text, heading, numbered)


def _note(state: State, line: Line, text: str) -> str:
    """Notes under tables and at the foot of a page; they do not end a caption or a block."""
    if _NOTE_STYLE.match(line.style) or text.startswith("*"):
        return "note"
    if words.NOTE_LEAD.match(text) and not words.PARAGRAPH_NUMBER.match(text):
        return "note"
    if state.part == "front":
        return ""
    if _NOTE_MARK.match(line.text):
        return "note"
    raised = bool(line.emphasis) and line.emphasis[0].kind in ("superscript", "note")
    if raised and line.text[: line.emphasis[0].start].strip() == "":
        return "note"
    return ""


def _numbered_caption(state: State, index: int, text: str, heading: bool) -> str:
    """ "Table 10.9", "Figure 10.IV", alone or with the title behind."""
    found = words.TABLE_NUMBER.fullmatch(text)
    if not found or (found["rest"] and not (heading or words.MEASURE_CAPTION.match(found["rest"]))):
        return ""
    # A number typed beside the automatic one ("Table 1.204 Table 1.197") is no title.
    typed = words.TABLE_NUMBER.fullmatch(found["rest"] or "")
    state.open_caption(found["what"], found["number"], index, (typed or found)["rest"] or "")
    return "caption"


def _part(state: State, index: int, text: str, heading: bool) -> str:
    """The great parts: contents, plan, resources, annexes, and the entities that have a plan each."""
    if words.CONTENTS.fullmatch(text) and state.part == "front":
        state.block = "contents"
        return "heading"
    if words.PLAN.fullmatch(text):
        state.places.leave_group()
        state.begin("plan", "orientation")
        return state.head(PART, text)
    if words.RESOURCES.fullmatch(text) and not text.endswith(_SENTENCE_END):
        state.places.leave_group()
        state.begin("resources", "resources")
        return state.head(PART, text)
    if words.ANNEX.fullmatch(text) and not text.endswith(_SENTENCE_END):
        state.places.leave_entity()
        state.begin("annex", "annex")
        return state.head(PART, text)
    if state.part == "front" and heading and words.RESOURCE_PARTS.fullmatch(text):
        state.begin("resources", "resources")
        return state.head(SECTION, text)
    if state.part == "front" and (found := _REPLACES.search(text)):
        state.begin("plan", "corrigendum")
        state.places.enter_subprogramme(found["number"], found["title"] or "")
        return "paragraph"
    return _entity(state, index, text, heading)


def _entity(state: State, index: int, text: str, heading: bool) -> str:
    """A unit that has a plan or resources of its own: "II. Office of ...", "3. Committee on ..."."""
    found = words.ENTITY.fullmatch(text)
    if not found or state.part == "annex":
        return ""
    number = found["number"]
    after = state.following.get(index, "")
    is_above_part = bool(words.PLAN.fullmatch(after) or words.RESOURCES.fullmatch(after))
    if _ARABIC.fullmatch(number):
        if not is_above_part:
            return ""
    elif not state.landmarks.has_roman_entities or not (heading or is_above_part):
        return ""
    state.places.enter_entity(number, found["title"])
    state.begin("resources" if state.part == "front" else state.part, "resources")
    return state.head(PART, text)


def _unit(state: State, index: int, text: str) -> str:
    """Programme of work, groups, subprogrammes and components."""
    if state.part not in ("plan", "resources") or (state.caption and not state.caption.title):
        return ""
    if words.PROGRAMME_OF_WORK.fullmatch(text):
        state.places.leave_group()
        state.in_work, state.result = True, None
        state.block = "orientation" if state.part == "plan" else "resources"
        return state.head(SECTION, text)
    if text in state.landmarks.groups:
        state.places.enter_group(text)
        state.result = None
        return state.head(SECTION, text)
    if found := words.subprogramme_heading(text):
        return _subprogramme(state, text, found)
    return _component(state, index, text)


def _subprogramme(state: State, text: str, found: re.Match[str]) -> str:
    title = found["title"] or ""
    inner = found["component"] or found["letter"]
    state.places.enter_subprogramme(found["number"], "" if inner else title)
    if inner:
        state.places.enter_component(inner, title)
    _enter(state)
    role = state.head(SUB, text)
    state.awaiting = "" if title else "place"
    return role


def _component(state: State, index: int, text: str) -> str:
    found = words.COMPONENT.fullmatch(text)
    if not found and state.part == "plan":
        lettered = words.LETTERED.fullmatch(text)
        if lettered and words.BLOCKS[4][0].fullmatch(state.following.get(index, "")):
            found = lettered
    if not found or not state.places.subprogramme:
        return ""
    is_lettered = "letter" in found.groupdict()
    state.places.enter_component(found["letter"] if is_lettered else found["number"], found["title"] or "")
    _enter(state)
    role = state.head(COMPONENT, text)
    state.awaiting = "" if found["title"] else "place"
    return role


def _enter(state: State) -> None:
    """A subprogramme begins; among the mandates of the whole programme it only says whose mandates follow."""
    state.result = None
    if state.part == "plan" and (state.in_work or state.block != "mandates"):
        state.in_work, state.block = True, "orientation"


def _result(state: State, text: str, heading: bool) -> str:
    """Performance in the past year, planned results, and the headings within them."""
    if state.part != "plan":
        return ""
    for pattern, block in words.WITHIN_RESULT:
        if pattern.fullmatch(text):
            state.block = block
            return state.head(WITHIN, text)
    if words.PERFORMANCE.fullmatch(text):
        state.result = state.places.open_result(None, "", "performance")
        state.block = "performance"
        role = state.head(RESULT, text)
        state.awaiting = "result"
        return role
    if words.PLANNED.fullmatch(text):
        state.result, state.block = None, "planned"
        role = state.head(RESULT, text)
        state.awaiting = "planned"
        return role
    found = words.RESULT.fullmatch(text)
    if not found or not (heading or ":" in text):
        return ""
    state.result = state.places.open_result(found["number"], found["title"], "planned")
    state.block = "planned"
    role = state.head(RESULT, text)
    state.awaiting = "" if found["title"] else "result"
    return role


def _block(state: State, text: str) -> str:
    """Blocks of the plan, and the headings of the resources that leave a subprogramme."""
    if state.part == "resources":
        if not words.RESOURCE_PARTS.fullmatch(text) or state.awaiting:
            return ""
        if words.VARIANCES.fullmatch(text):
            state.places.leave_subprogramme()
        elif not words.FUND_PARTS.fullmatch(text):
            state.places.leave_group()
        return state.head(SECTION, text)
    if state.part != "plan":
        return ""
    for pattern, block in words.BLOCKS:
        if pattern.fullmatch(text):
            if not state.in_work and block != "mandates":
                state.places.leave_group()
            state.block, state.result = block, None
            return state.head(BLOCK, text)
    return ""


def _title(state: State, text: str, heading: bool) -> str:
    """The title that a heading before has left open."""
    if not state.awaiting or words.ITEM_LABEL.match(text) or text.endswith((".", ";")):
        return ""
    if state.awaiting == "place":
        state.places.name_place(text)
    elif state.awaiting == "result" and state.result:
        state.places.name_result(state.result, text)
    elif state.awaiting == "planned" and heading:
        state.result = state.places.open_result(None, text, "planned")
    else:
        return ""
    level, above = state.headings[-1]
    state.headings[-1] = (level, f"{above}: {text}")
    state.awaiting, state.caption = "", None
    return "title"


def _caption_line(state: State, index: int, text: str, loose: str) -> str:
    """Lines of a caption: its title, its unit, the name of one of several tables."""
    caption = state.caption
    if words.UNIT_NOTE.fullmatch(text) and not words.ITEM_LABEL.match(text):
        if caption is None and (loose or index in state.before_table):
            if state.part == "front":
                state.begin("resources", "resources")
            state.open_caption("", "", index, loose)
            caption = state.caption
        if caption is not None:
            caption.unit = text
            return "unit"
        return ""
    if caption is not None and words.SUBCAPTION.fullmatch(text) and (caption.title or caption.tables):
        caption.subcaption, caption.unit = text, caption.unit
        return "caption"
    if caption is not None and not caption.title and not caption.tables:
        caption.title = text
        return "caption"
    if words.MEASURE_CAPTION.match(text) and not text.endswith("."):
        state.open_caption("", "", index, text)
        return "caption"
    return ""


def _paragraph(state: State, index: int, text: str, heading: bool, numbered: bool) -> str:
    """Paragraphs, items and headings of no known name."""
    if state.part == "front" and not (numbered and _DOTTED.match(text)):
        state.loose = text if heading else ""
        return "masthead" if state.block == "masthead" else "contents"
    if state.part == "front":
        state.begin("resources", "resources")
    if numbered:
        state.caption, state.awaiting = None, state.awaiting if state.awaiting == "planned" else ""
        _move_within_plan(state, text)
        return "paragraph"
    if words.ITEM_LABEL.match(text) and not heading:
        return "item"
    if heading and len(text) <= _LONGEST_HEADING:
        return state.head(OTHER, text)
    if _looks_like_heading(state, index, text):
        return state.head(OTHER, text)
    state.awaiting = ""
    if state.block == "strategy" and words.EXPECTED.search(text):
        state.block = "expected"
    return "paragraph" if len(text) > 25 or len(text.split()) > 3 else "unknown"


def _looks_like_heading(state: State, index: int, text: str) -> bool:
    """A short line that is not set as a heading but does the work of one: a table or a numbered paragraph follows."""
    if len(text) > 160 or text.endswith(_SENTENCE_END) or not text[:1].isupper():
        return False
    if index in state.before_table:
        return True
    after = state.following.get(index, "")
    return len(text) <= 80 and bool(words.PARAGRAPH_NUMBER.match(after) or after.startswith("•"))


def _move_within_plan(state: State, text: str) -> None:
    """A numbered paragraph may begin the expected results, the external factors, or end the lessons."""
    if state.part != "plan":
        return
    if state.block in ("strategy", "expected", "external factors"):
        if words.EXPECTED.search(text[:160]):
            state.block = "expected"
        elif words.EXTERNAL.search(text[:200]):
            state.block = "external factors"
        elif state.block == "expected":
            state.block = "strategy"
    elif state.block == "lessons" and words.LEADS_TO_MEASURE.search(text[:160]):
        state.block = "planned"
