"""Plans: programmes, subprogrammes and results, and what a plan must hold."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from throughline.engine.findings import Finding, Sentence, Severity


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of a plan: `place` is its code in the plan ("II"; the section's own is ""), `code` as printed ("8").

    An entity with a plan of its own within a section is one too, without a code. `objective`, `strategy` and
    `expected` are those of a programme without subprogrammes, texts as in `Subprogramme`.
    """

    place: str
    code: str | None
    title: str
    objective: str | None = None
    strategy: str | None = None
    expected: str | None = None
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subprogramme:
    """A subprogramme: `place` is unique in the fascicle ("SP1"; "P8.SP1" where a section has several programmes).

    `programme` is the place of its programme. A component of a subprogramme is one too: place "SP8.C2", code
    "SP8.C2". `objective`, `strategy` and `expected` are texts as printed, items of a list each on a line of its own;
    `entity` is who carries it out, where the document says so; `paragraphs` are the numbers of the paragraphs.
    """

    place: str
    programme: str
    code: str
    title: str
    entity: str | None = None
    objective: str | None = None
    strategy: str | None = None
    expected: str | None = None
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A result: `kind` is `performance` (what was achieved in the past year) or `planned`.

    `place` is the code of its subprogramme, `number` as printed ("1"), None for a performance result without one;
    `key` is unique in the fascicle ("SP1/R2", "SP1/PERF").
    """

    key: str
    place: str
    number: str | None
    title: str
    kind: str
    narrative: str | None = None


@dataclass(frozen=True, slots=True)
class PlanParagraph:
    """A paragraph or item of a plan as printed: `place` the code of its programme or subprogramme, `block` what it
    tells of ("objective", "strategy", "planned", "resources"), `number` as printed ("10.45"), `span` in the source."""

    place: str
    block: str
    number: str | None
    text: str
    span: tuple[int, int]
    result: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of a plan that no other record holds (changes of posts, lists of an annex), row by row as printed."""

    place: str
    number: str
    caption: str
    kind: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AskedAct:
    """An act of a held document that asks somebody for something; `document` is its symbol.

    `is_answered` where a plan lists the document, or where a link leads from the act to what answers it.
    """

    paragraph: str
    document: str
    verb: str
    request: str
    addressees: tuple[str, ...]
    is_answered: bool


def check_answers(acts: Iterable[AskedAct], is_secretariat: Callable[[str], bool]) -> list[Finding]:
    """MN-NO-ANSWER: an act asks the secretariat for something, and no part of a plan answers it.

    `is_secretariat` tells of an addressee's name whether it is one of the secretariat's. Cost: one pass over the acts.
    """
    findings = []
    for act in acts:
        asked = [name for name in act.addressees if is_secretariat(name)]
        if asked and not act.is_answered:
            message = Sentence(
                "%(document)s asks %(asked)s to act here; no part of a plan lists it, and no link leads to one: link "
                "the paragraph to the result that answers it.",
                document=act.document,
                asked=", ".join(asked),
            )
            findings.append(Finding("MN-NO-ANSWER", Severity.WARNING, act.paragraph, message))
    return findings


def called(place: str, title: str, section: str, code: str) -> str:
    """What a place of a plan is called: the plan's own place ("") as its `section` is, and not as its programme.

    Several sections share a programme ("Management and support services"), and only the title of each tells them
    apart. A part of a section (`code` "3-Add.6") is called as the mission that it tells of.
    """
    return section if not place and section and "-" not in code else title


def adds_up(code: str, codes: Collection[str]) -> bool:
    """Tell whether the money of a part of a plan counts in the year's.

    Income does not, nor a part or a corrigendum of a section that is there as a whole (`codes` are those of the year).
    """
    return not (code.startswith("IS") or whole_of(code, codes))


def whole_of(code: str, codes: Collection[str]) -> str:
    """The section among `codes` that a part of a plan belongs to: 29 for 29A, 3 for 3-Add.6; "" for a whole one."""
    section = code.partition("-")[0]
    if section != code and section in codes:
        return section
    whole = section.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return whole if whole and whole != section and whole in codes else ""
