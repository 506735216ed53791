"""From a template to the blocks of a report: Jinja puts answers in, CommonMark says what is heading, text and list.

Everything that a template puts out is kept aside and marked (marks.py): a title with an asterisk or a tag in it stays
what it is. Templates come with the program; what people write is text with fields (narrative.py) and no template.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.utils.text import slugify
from django.utils.translation import gettext, ngettext, pgettext
from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token

from throughline.engine.reporting.blocks import Block, Figure, Heading, Paragraph, Points, Run, Runs, Text
from throughline.web.reports.marks import Marks

HERE = Path(__file__).parent / "templates"
# The name by which a template's context keeps what puts its values out.
MARKS = "marks"


def composed(name: str, answers: Mapping[str, Any]) -> tuple[Block, ...]:
    """The blocks of a template of ours, in the language that is active, with these answers in it."""
    marks = Marks()
    environment = _environment().overlay(finalize=marks.put)
    template: Template = environment.get_template(name)
    return blocks_of(template.render(answers), marks)


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=gettext, ngettext=ngettext, pgettext=pgettext)
    return environment


def blocks_of(text: str, marks: Marks) -> tuple[Block, ...]:
    """The blocks of a text in CommonMark, with what its marks stand for."""
    return tuple(_anchored(_blocks(_parser().parse(text), marks)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["code", "fence", "html_block", "image", "autolink"])


def _blocks(tokens: Sequence[Token], marks: Marks) -> Iterator[Block]:
    points: list[Runs] = []
    ordered, depth, level = False, 0, 0
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
                ordered = ordered if depth > 1 else token.type == "ordered_list_open"
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
                if not depth:
                    yield Points(tuple(points), ordered)
                    points = []
            case "heading_open":
                level = int(token.tag[1:])
            case "heading_close":
                level = 0
            case "inline":
                placed = marks.blocks(token.content)
                runs = () if placed else tuple(_runs(token.children or (), marks))
                if placed:
                    yield from placed
                elif level:
                    yield Heading(min(level, 4), plain(runs), "")
                elif depth:
                    points.append(runs)
                elif runs:
                    yield Paragraph(runs)


def _runs(tokens: Sequence[Token], marks: Marks) -> Iterator[Run]:
    strong = emphasis = 0
    leads = ""

    def worded(text: str) -> Run:
        return Text(text, bool(strong), bool(emphasis), leads)

    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open" | "link_close":
                leads = unquote(str(token.attrs.get("href", "")))
            case "softbreak" | "hardbreak":
                yield Text(" ")
            case "text" | "code_inline":
                for run in marks.runs(token.content, worded):
                    yield _set(run, bool(strong), bool(emphasis))


def _set(run: Run, strong: bool, emphasis: bool) -> Run:
    if isinstance(run, Figure) or not (strong or emphasis):
        return run
    return replace(run, strong=run.strong or strong, emphasis=run.emphasis or emphasis)


def plain(runs: Runs) -> str:
    """The words of runs."""
    return "".join(run.text for run in runs)


def _anchored(blocks: Iterator[Block]) -> Iterator[Block]:
    given: dict[str, int] = {}
    for block in blocks:
        if isinstance(block, Heading):
            name = slugify(block.text, allow_unicode=True)[:60] or "part"
            given[name] = given.get(name, 0) + 1
            yield replace(block, anchor=name if given[name] == 1 else f"{name}-{given[name]}")
        else:
            yield block
