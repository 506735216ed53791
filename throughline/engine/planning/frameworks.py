"""Frameworks of results: strategic, financial and operational plans as trees, and what such a tree must hold."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from throughline.engine.findings import Finding, Sentence, Severity

STRATEGIC, FINANCIAL, OPERATIONAL = "strategic", "financial", "operational"
KINDS = (STRATEGIC, FINANCIAL, OPERATIONAL)

DRAFT, SUBMITTED, ADVISED, APPROVED, REVISED = "draft", "submitted", "advised", "approved", "revised"
STATES = (DRAFT, SUBMITTED, ADVISED, APPROVED, REVISED)
# What was decided stays as it is for good.
DECIDED = (APPROVED, REVISED)

# A year first and more behind it: no budget of a year ("2026") and no symbol of a document has this form.
FRAMEWORK_CODE = re.compile(r"\d{4}-[A-Za-z0-9][A-Za-z0-9-]{0,33}")
ELEMENT_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.()-]{0,59}")
# "I" and a number names an indicator of the plan itself.
INDICATOR_CODE = re.compile(r"I\d+")
# The seventeen goals of the 2030 Agenda, and targets of them: "6", "6.1", "6.a".
GOAL = re.compile(r"(?:1[0-7]|[1-9])(?:\.(?:1\d|[1-9]|[a-d]))?")
LONGEST_TITLE, LONGEST_TEXT = 500, 20_000
MOST_ELEMENTS = 5000


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a framework: a goal, an outcome, an output, an activity, by the level that the plan names.

    `code` is unique in the framework ("G1"), `parent` the code of the element above it, "" at the top. `unit` is the
    code of the unit responsible, `goals` are goals and targets of the 2030 Agenda ("6", "6.1").
    """

    code: str
    level: str
    title: str
    parent: str = ""
    text: str = ""
    assumptions: str = ""
    unit: str = ""
    goals: tuple[str, ...] = ()


def framework_address(organization: str, code: str) -> str:
    """The public address of a framework: `ITU/2024-27`."""
    return f"{organization}/{code}"


def element_address(framework: str, code: str) -> str:
    """The public address of an element: `ITU/2024-27/G1`. It stays the same wherever in the plan the element moves."""
    return f"{framework}/{code}"


def is_framework_address(address: str) -> bool:
    """Tell whether an address is that of a framework or of something in one, by its form."""
    return FRAMEWORK_CODE.fullmatch(address.partition("/")[2].partition("/")[0]) is not None


def in_tree_order(elements: Iterable[Element]) -> Iterator[tuple[Element, int]]:
    """The elements with how deep they stand (0 at the top), each before those below it, else in their order.

    What stands below nothing that is there, or in a circle, is left out: `check_elements` tells of it.
    """
    below: dict[str, list[Element]] = {}
    for one in elements:
        below.setdefault(one.parent, []).append(one)
    waiting = [(one, 0) for one in reversed(below.pop("", ()))]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        # Each list is taken once: of two with one code, or with none, the second stands above nothing.
        waiting += [(one, depth + 1) for one in reversed(below.pop(element.code, ()))]


def check_elements(
    elements: Sequence[Element], levels: Sequence[str], units: Collection[str] | None = None
) -> list[Finding]:
    """Everything that the elements of a framework must hold; `units` are the codes of units, None for any."""
    findings = []
    for check in ELEMENT_CHECKS:
        findings += check(elements, levels)
    if units is not None:
        findings += _check_units(elements, units)
    return findings


def check_codes(elements: Sequence[Element], levels: Sequence[str]) -> list[Finding]:
    """PL-ELEMENT-CODE: a code that none can be, or that stands twice."""
    counted = Counter(one.code.casefold() for one in elements)
    findings = []
    for one in elements:
        if not ELEMENT_CODE.fullmatch(one.code) or INDICATOR_CODE.fullmatch(one.code):
            message = Sentence(
                "“%(code)s” cannot be a code: use letters, digits, points, brackets and hyphens, at most 60, and not "
                "“I” with a number, which names indicators.",
                code=one.code[:80],
            )
            findings.append(_wrong("PL-ELEMENT-CODE", one, message))
        elif counted[one.code.casefold()] > 1:
            message = Sentence("The code %(code)s stands twice: give each element its own.", code=one.code)
            findings.append(_wrong("PL-ELEMENT-CODE", one, message))
    return findings


def check_texts(elements: Sequence[Element], levels: Sequence[str]) -> list[Finding]:
    """PL-NO-TITLE, PL-TOO-LONG: an element without a title, or with a text that is too long."""
    findings = []
    for one in elements:
        if not one.title.strip():
            message = Sentence("%(code)s has no title: say in a few words what is to come about.", code=one.code)
            findings.append(_wrong("PL-NO-TITLE", one, message))
        for text, most in ((one.title, LONGEST_TITLE), (one.text, LONGEST_TEXT), (one.assumptions, LONGEST_TEXT)):
            if len(text) > most:
                message = Sentence(
                    "%(code)s has a text of %(length)s characters: at most %(most)s are possible here.",
                    code=one.code,
                    length=len(text),
                    most=most,
                )
                findings.append(_wrong("PL-TOO-LONG", one, message))
    return findings


def check_parents(elements: Sequence[Element], levels: Sequence[str]) -> list[Finding]:
    """PL-ELEMENT-PARENT, PL-ELEMENT-CIRCLE: what an element stands below is not there, or stands below it."""
    parents = {one.code: one.parent for one in elements}
    standing = {one.code for one, _ in in_tree_order(elements)}
    findings = []
    for one in elements:
        if one.parent and one.parent not in parents:
            message = Sentence(
                "%(code)s stands below %(parent)s, which is not in the plan: add that, or name another.",
                code=one.code,
                parent=one.parent,
            )
            findings.append(_wrong("PL-ELEMENT-PARENT", one, message))
        elif one.code not in standing and one.code in _chain(one.code, parents):
            message = Sentence(
                "%(circle)s: these stand below each other. Put one of them somewhere else.",
                circle=" → ".join([one.code, *_chain(one.code, parents)]),
            )
            findings.append(_wrong("PL-ELEMENT-CIRCLE", one, message))
    return findings


def _chain(code: str, parents: Mapping[str, str]) -> list[str]:
    """What an element stands below, the nearest first, until it comes round or ends."""
    chain: list[str] = []
    here = parents.get(code, "")
    while here and here in parents and here not in chain:
        chain.append(here)
        here = parents[here]
    return chain


def check_levels(elements: Sequence[Element], levels: Sequence[str]) -> list[Finding]:
    """PL-ELEMENT-LEVEL: a level that the plan does not name, or one that is not below that of the element above."""
    rank = {name: number for number, name in enumerate(levels)}
    level_of = {one.code: one.level for one in elements}
    findings = []
    for one in elements:
        if one.level not in rank:
            message = Sentence(
                "%(code)s has the level “%(level)s”: this plan has %(levels)s.",
                code=one.code,
                level=one.level[:80],
                levels=", ".join(levels),
            )
            findings.append(_wrong("PL-ELEMENT-LEVEL", one, message))
            continue
        above = level_of.get(one.parent, "")
        if above in rank and rank[above] >= rank[one.level]:
            message = Sentence(
                "%(code)s (%(level)s) stands below %(parent)s (%(above)s): a level stands below one that comes before "
                "it.",
                code=one.code,
                level=one.level,
                parent=one.parent,
                above=above,
            )
            findings.append(_wrong("PL-ELEMENT-LEVEL", one, message))
    return findings


def check_goals(elements: Sequence[Element], levels: Sequence[str]) -> list[Finding]:
    """PL-ELEMENT-GOAL: what is no goal and no target of the 2030 Agenda."""
    return [
        _wrong(
            "PL-ELEMENT-GOAL",
            one,
            Sentence(
                "%(code)s names “%(goal)s”, which is no goal of the 2030 Agenda (1 to 17) and no target (6.1, 6.a).",
                code=one.code,
                goal=goal[:40],
            ),
        )
        for one in elements
        for goal in one.goals
        if not GOAL.fullmatch(goal)
    ]


def _check_units(elements: Sequence[Element], units: Collection[str]) -> list[Finding]:
    """PL-ELEMENT-UNIT: a unit that the organization does not have."""
    return [
        _wrong(
            "PL-ELEMENT-UNIT",
            one,
            Sentence(
                "%(code)s names the unit %(unit)s, which the organization does not have: make it, or name another.",
                code=one.code,
                unit=one.unit[:80],
            ),
        )
        for one in elements
        if one.unit and one.unit not in units
    ]


def _wrong(code: str, one: Element, message: Sentence) -> Finding:
    return Finding(code, Severity.ERROR, one.code, message)


Check = Callable[[Sequence[Element], Sequence[str]], list[Finding]]
ELEMENT_CHECKS: tuple[Check, ...] = (check_codes, check_texts, check_parents, check_levels, check_goals)
