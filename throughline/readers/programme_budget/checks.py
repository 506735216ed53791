"""What a fascicle must hold, as findings: objectives, measures, and the parts that its table of contents names."""

import re
from collections.abc import Iterator, Sequence

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.monitoring.printed import Measure
from throughline.engine.planning.printed import Result, Subprogramme
from throughline.readers.document.records import SourceText
from throughline.readers.programme_budget.records import Outline
from throughline.readers.programme_budget.words import RESOURCES, SUBPROGRAMME

_LISTED_AT_MOST = 200


def check_objectives(outline: Outline, subprogrammes: Sequence[Subprogramme]) -> Iterator[Finding]:
    """PB-NO-OBJECTIVE: a subprogramme of a plan has no objective, and no components that have theirs."""
    if not any(one.part == "plan" and one.block == "objective" for one in outline.standings):
        return
    planned = {one.place for one in outline.standings if one.part == "plan"}
    parents = {node.parent for node in outline.nodes.values() if node.kind == "component"}
    for one in subprogrammes:
        if one.place in planned and not one.objective and one.place not in parents:
            yield Finding(
                "PB-NO-OBJECTIVE",
                Severity.WARNING,
                one.place,
                Sentence(
                    "Subprogramme “%(title)s” has no objective in the text: add it, or look whether a part is missing.",
                    title=one.title,
                ),
            )


def check_results(results: Sequence[Result], measures: Sequence[Measure]) -> Iterator[Finding]:
    """PB-NO-MEASURE: a result has neither a table nor a figure that measures it."""
    measured = {one.result for one in measures}
    for one in results:
        if one.key not in measured:
            yield Finding(
                "PB-NO-MEASURE",
                Severity.WARNING,
                one.key,
                Sentence(
                    "Result “%(title)s” has no performance measure in the text: look whether a table is missing.",
                    title=one.title[:120],
                ),
            )


def check_wholeness(source: SourceText, outline: Outline) -> Iterator[Finding]:
    """PB-CUT: the contents list parts that the text does not hold, or the text ends with a caption without a table."""
    missing = _parts_missing(outline)
    if missing:
        listed = ", ".join(missing)
        message = Sentence(
            "The contents list %(listed)s, which the text does not hold: the file was cut; read the whole one.",
            listed=listed,
        )
        yield Finding("PB-CUT", Severity.ERROR, "contents", message)
    elif open_caption := _open_caption(source, outline):
        message = Sentence(
            "The text ends after the caption “%(open_caption)s” and its table is not there: the file was cut.",
            open_caption=open_caption,
        )
        yield Finding("PB-CUT", Severity.ERROR, open_caption, message)


def _parts_missing(outline: Outline) -> list[str]:
    contents = [
        text
        for text, standing in zip(outline.texts, outline.standings, strict=True)
        if standing.block == "contents" and standing.role in ("cell", "contents")
    ][:_LISTED_AT_MOST]
    held = {node.code for node in outline.nodes.values() if node.kind == "subprogramme"}
    missing = []
    for text in contents:
        line = re.sub(r"\s*\*{1,4}$", "", text)
        if (found := SUBPROGRAMME.fullmatch(line)) and f"SP{int(found['number'])}" not in held:
            missing.append(line)
    has_resources = any(standing.part == "resources" for standing in outline.standings)
    if not has_resources and any(RESOURCES.fullmatch(re.sub(r"\s*\*{1,4}$", "", text)) for text in contents):
        missing.append("resource requirements")
    return list(dict.fromkeys(missing))


def _open_caption(source: SourceText, outline: Outline) -> str:
    """The number of a table whose caption is the last thing in the body, "" where there is none."""
    body = [at for at, line in enumerate(source.lines) if line.part in ("body", "cell") and outline.texts[at]]
    if not body or outline.standings[body[-1]].role not in ("caption", "unit"):
        return ""
    for at in reversed(body):
        if outline.standings[at].role == "caption" and outline.texts[at].startswith("Table"):
            return outline.texts[at]
        if outline.standings[at].role not in ("caption", "unit"):
            break
    return ""
