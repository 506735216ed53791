"""What an edit of a plan must hold: nodes and fields that exist, titles, lengths, reasons."""

from collections.abc import Iterable, Iterator, Mapping

from throughline.engine.editing.applying import MEASURE, VALUE
from throughline.engine.editing.merging import Conflict, Wanted
from throughline.engine.editing.records import DELIVERABLE, RESULT, SECTION, Addition, Node, Removal, tidy
from throughline.engine.findings import Finding, Sentence, Severity

# Characters: what a page still shows as one text, and what is a title.
LONGEST, LONGEST_TITLE = 30_000, 2_000
YEARS = range(1945, 2101)
NO_TITLE = Sentence("It needs a title: say in a few words what it is.")


def where_of(node: str, field: str) -> str:
    """The place of a finding about a field: "SP1/R2#M1/2026-planned"."""
    return f"{node}#{field}"


def check_wanted(nodes: Mapping[str, Node], wanted: Wanted) -> list[Finding]:
    """PL-NO-NODE, PL-NO-FIELD, PL-NO-TITLE and PL-TOO-LONG for the fields that somebody wants otherwise."""
    findings: list[Finding] = []
    for name, fields in wanted.items():
        node = nodes.get(name)
        if node is None:
            message = Sentence(
                "The plan has no %(node)s any more, or never had: leave it out, or look where it went.",
                node=name or ".",
            )
            findings.append(_error("PL-NO-NODE", name, "", message))
            continue
        findings += _check_fields(node, fields)
    return findings


def _check_fields(node: Node, fields: Mapping[str, str]) -> Iterator[Finding]:
    for field, text in fields.items():
        if tidy(text) == tidy(node.fields.get(field, "")):
            continue
        if not _is_field(node, field):
            message = Sentence(
                "%(field)s cannot be changed at %(node)s: leave it out.", field=field, node=node.node or node.title
            )
            yield _error("PL-NO-FIELD", node.node, field, message)
        yield from _check_text(node.node, field, text)
    yield from _check_new_measure(node, fields)


def _is_field(node: Node, field: str) -> bool:
    if field in node.fields:
        return True
    if node.kind == DELIVERABLE:
        return _is_value(field)
    measure = MEASURE.fullmatch(field)
    if node.kind != RESULT or not measure:
        return False
    is_part = measure["field"] in ("title", "unit") or _is_value(measure["field"])
    return is_part and 1 <= int(measure["number"]) <= _measures(node) + 1


def _is_value(field: str) -> bool:
    found = VALUE.fullmatch(field)
    return bool(found) and not found["again"] and int(found["year"]) in YEARS  # type: ignore[index]


def _measures(node: Node) -> int:
    return sum(1 for field in node.fields if field.startswith("M") and field.endswith("/title"))


def _check_text(node: str, field: str, text: str) -> Iterator[Finding]:
    is_title = field.rpartition("/")[2] == "title"
    longest = LONGEST_TITLE if is_title else LONGEST
    if len(text) > longest:
        message = Sentence(
            "%(count)s characters are too many, %(longest)s are possible: shorten it.",
            count=len(text),
            longest=longest,
        )
        yield _error("PL-TOO-LONG", node, field, message)
    if is_title and not tidy(text):
        yield _error("PL-NO-TITLE", node, field, NO_TITLE)


def _check_new_measure(node: Node, fields: Mapping[str, str]) -> Iterator[Finding]:
    """A measure that is new has a title as soon as anything is said of it."""
    number = f"M{_measures(node) + 1}/"
    said = {field: text for field, text in fields.items() if field.startswith(number) and tidy(text)}
    if node.kind == RESULT and said and f"{number}title" not in said:
        yield _error("PL-NO-TITLE", node.node, f"{number}title", NO_TITLE)


def check_additions(nodes: Mapping[str, Node], additions: Iterable[Addition]) -> list[Finding]:
    """PL-NO-NODE, PL-NO-TITLE, PL-NO-FIELD and PL-TOO-LONG for results that are to be added."""
    findings: list[Finding] = []
    for one in additions:
        place = nodes.get(one.place)
        if place is None or place.kind in (RESULT, DELIVERABLE, SECTION):
            message = Sentence("Results stand in a subprogramme or a programme: name one that the plan has.")
            findings.append(_error("PL-NO-NODE", one.place, "place", message))
            continue
        blank = Node(one.place, RESULT, 0, "", {"title": "", "narrative": ""})
        fields = dict(one.fields)
        findings += _check_fields(blank, fields)
        if not tidy(fields.get("title", "")):
            findings.append(_error("PL-NO-TITLE", one.place, "title", NO_TITLE))
    return findings


def check_removals(nodes: Mapping[str, Node], removals: Iterable[Removal]) -> list[Finding]:
    """PL-NO-NODE and PL-NO-REASON for results that are to be removed."""
    findings = []
    for one in removals:
        node = nodes.get(one.node)
        if node is None or node.kind != RESULT:
            message = Sentence("The plan has no result %(node)s: it may have been removed already.", node=one.node)
            findings.append(_error("PL-NO-NODE", one.node, "", message))
        if not tidy(one.reason):
            message = Sentence("Say why it is removed: the history keeps the reason.")
            findings.append(_error("PL-NO-REASON", one.node, "reason", message))
    return findings


def check_unchanged(
    base: Mapping[str, Node], now: Mapping[str, Node], removals: Iterable[Removal]
) -> Iterator[Finding]:
    """PL-CONFLICT for results to be removed that somebody else changed since one looked at them."""
    for one in removals:
        if one.node in base and one.node in now and base[one.node].fields != now[one.node].fields:
            message = Sentence("Somebody else changed this result meanwhile: look at it again before you remove it.")
            yield _error("PL-CONFLICT", one.node, "reason", message)


def conflict_findings(conflicts: Iterable[Conflict]) -> list[Finding]:
    """PL-CONFLICT for each field that somebody else changed meanwhile."""
    message = Sentence(
        "Somebody else changed this meanwhile: compare what stood, what stands and what you typed, and choose."
    )
    return [
        Finding("PL-CONFLICT", Severity.ERROR, where_of(one.node, one.field), message, (one.base, one.theirs, one.mine))
        for one in conflicts
    ]


def _error(code: str, node: str, field: str, message: str) -> Finding:
    return Finding(code, Severity.ERROR, where_of(node, field), message)
