"""The units of a plan as the walk over a fascicle meets them: entities, groups, subprogrammes, components, results."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from throughline.readers.document.records import Line
from throughline.readers.programme_budget import words
from throughline.readers.programme_budget.records import Node, ResultHead

_SLUG = re.compile(r"[^A-Z0-9]+")
_ROMAN = re.compile(r"[IVXL]+")


@dataclass(slots=True)
class Places:
    """Nodes and results found so far, and where the walk stands: entity, subprogramme, component."""

    nodes: dict[str, Node] = field(default_factory=dict)
    results: dict[str, ResultHead] = field(default_factory=dict)
    printed: dict[str, int] = field(default_factory=dict)
    roman: str = ""
    entity: str = ""
    group: str = ""
    subprogramme: str = ""
    component: str = ""

    @property
    def here(self) -> str:
        """The place of what is read now."""
        return self.component or self.subprogramme or self.unit

    @property
    def unit(self) -> str:
        """The place that subprogrammes stand under: a group of them, an entity, or "" for the section itself."""
        return self.group or self.entity

    def enter_entity(self, number: str, title: str) -> None:
        """Enter a unit with a plan or resources of its own; an arabic number stands under the roman one before it."""
        if _ROMAN.fullmatch(number):
            self.roman = place = number
        else:
            place = f"{self.roman}.{number}" if self.roman else number
        self.entity, self.group = place, ""
        self.leave_subprogramme()
        self._keep(Node(place, "entity", None, title, ""))

    def enter_group(self, title: str) -> None:
        """Enter a heading that gathers subprogrammes; its place is the word that sets it apart ("GENEVA")."""
        slug = _SLUG.sub("-", title.rsplit(",", 1)[-1].upper()).strip("-")
        self.group = ".".join(filter(None, (self.entity, slug)))
        self.leave_subprogramme()
        self._keep(Node(self.group, "entity", None, title, self.entity))

    def enter_subprogramme(self, number: str, title: str) -> None:
        """Enter subprogramme `number` of the present entity; a title that is empty waits for `name_place`."""
        code = f"SP{int(number)}"
        self.subprogramme, self.component = ".".join(filter(None, (self.unit, code))), ""
        self._keep(Node(self.subprogramme, "subprogramme", code, title, self.unit))

    def enter_component(self, number: str, title: str) -> None:
        """Enter a component of the present subprogramme: "1" is C1, a letter stands for itself."""
        code = f"C{number}" if number.isdigit() else number.upper()
        self.component = ".".join(filter(None, (self.subprogramme or self.unit, code)))
        self._keep(Node(self.component, "component", code, title, self.subprogramme or self.unit))

    def leave_subprogramme(self) -> None:
        """Go back to what the subprogramme stands under."""
        self.subprogramme = self.component = ""

    def leave_group(self) -> None:
        """Go back to the entity, or to the section itself."""
        self.group = self.subprogramme = self.component = ""

    def leave_entity(self) -> None:
        """Go back to the section itself."""
        self.entity = self.group = self.subprogramme = self.component = self.roman = ""

    def name_place(self, title: str) -> None:
        """Give the present place its title, unless it has one: the first printed counts."""
        node = self.nodes.get(self.here)
        if node is not None and not node.title:
            self.nodes[node.place] = Node(node.place, node.kind, node.code, title, node.parent)

    def open_result(self, number: str | None, title: str, kind: str) -> str:
        """Begin a result of the present place and return its key, unique in the fascicle."""
        name = "PERF" if kind == "performance" else f"R{number or 1}"
        stem = f"{self.here}/{name}" if self.here else name
        count = self.printed.get(stem, 0) + 1
        self.printed[stem] = count
        key = stem if count == 1 else f"{stem}-{count}"
        self.results[key] = ResultHead(key, self.here, number, title, kind)
        return key

    def name_result(self, key: str, title: str) -> None:
        """Give a result its title."""
        old = self.results[key]
        self.results[key] = ResultHead(key, old.place, old.number, title, old.kind)

    def _keep(self, node: Node) -> None:
        known = self.nodes.get(node.place)
        if known is None or (node.title and not known.title):
            self.nodes[node.place] = node


@dataclass(frozen=True, slots=True)
class Landmarks:
    """What a look over the whole text tells beforehand: groups of subprogrammes and whether roman numbers are units."""

    groups: frozenset[str]
    has_roman_entities: bool


def landmarks_of(lines: Sequence[Line], texts: Sequence[str], body: Sequence[int]) -> Landmarks:
    """Find headings that gather subprogrammes ("Conference management, Geneva") and units with roman numbers.

    `body` holds the indexes of the lines outside tables; `texts` their words made plain.
    """
    groups: set[str] = set()
    romans: list[str] = []
    in_plan = in_work = False
    for at, index in enumerate(body):
        text = texts[index]
        if words.PLAN.match(text) or words.RESOURCES.match(text):
            in_work = False
            in_plan = bool(words.PLAN.match(text))
        elif words.PROGRAMME_OF_WORK.match(text):
            in_work = in_plan
        if len(text) > 200 or text.endswith((".", ";", ",")):
            continue
        if (found := words.ENTITY.match(text)) and _ROMAN.fullmatch(found["number"]):
            after = texts[body[at + 1]] if at + 1 < len(body) else ""
            if words.is_set_as_heading(lines[index]) or words.PLAN.match(after):
                romans.append(found["number"])
        elif in_work and _gathers(texts, body, at):
            groups.add(text)
    return Landmarks(frozenset(groups), romans[:1] == ["I"] and len(set(romans)) > 1)


def _gathers(texts: Sequence[str], body: Sequence[int], at: int) -> bool:
    """Whether the heading stands right above "Subprogramme n" and is neither a title nor a caption itself."""
    before = texts[body[at - 1]] if at else ""
    after = texts[body[at + 1]] if at + 1 < len(body) else ""
    here = texts[body[at]]
    if not words.subprogramme_heading(after) or words.subprogramme_heading(here):
        return False
    if words.subprogramme_heading(before) or words.COMPONENT.fullmatch(before) or words.TABLE_NUMBER.match(before):
        return False
    known = (words.PROGRAMME_OF_WORK, words.UNIT_NOTE, words.ANNEX, *(pattern for pattern, _ in words.BLOCKS))
    return not any(pattern.match(here) for pattern in known)
