"""What the markup of Akoma Ntoso says of a line: where it belongs, and whether it goes on with the line before."""

import re

_CONTAINER = re.compile(r"^preamble/container\[[^\]]*\]/")
_HEADINGS = re.compile(r"(?:subheading|heading|num)$|/paragraph\.H\d+$")


def place_of(style: str) -> str:
    """Where the path of a line puts it: `head`, `closing`, `annex`, `heading`, or "" where the words must tell."""
    first, _, rest = style.partition("/")
    if first in ("coverPage", "preface"):
        return "head"
    if first == "conclusions":
        return "closing"
    if first == "attachments":
        return "annex"
    if first == "mainBody" and "hcontainer" not in rest and _HEADINGS.search(rest):
        return "heading"
    return ""


def is_formula(style: str) -> bool:
    """Whether a line is marked up as the opening formula."""
    return style.startswith("preamble/formula")


def continues(style: str, before: str) -> bool:
    """Whether a line stands inside the paragraph of the line before: a draft quoted in it, items of a preamble."""
    if "/embeddedStructure" in style:
        return True
    container = _CONTAINER.match(style)
    return container is not None and f"{before}/".startswith(container[0])
