"""Whether a text reads alike in another layout: wrapped, with running heads, justified, its numbers set apart.

Every fourth text of each body, and every one of UNESCO and UN-Habitat, is laid out anew and read again; what was read
of the text as it is stands as the measure. Run by `python -m bench.layouts`.
"""

import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable

from bench.corpus import RESOLUTIONS, need_corpus
from throughline.readers.document import read_source
from throughline.readers.resolution import read_resolution

BODIES = {
    "UNESCO": ("unesco__*", 1),
    "UN-Habitat": ("eosg__HSP_HA*", 1),
    "UNEA": ("eosg__UNEP*", 2),
    "Human Rights Council": ("eosg__A_HRC*", 4),
    "Security Council": ("eosg__S_RES*", 4),
    "General Assembly": ("A_RES*.ods.txt", 12),
    "French": ("frres__*", 1),
}
LINES_OF_A_PAGE = 34


def wrapped(text: str, width: int, indent: str = "") -> str:
    """The text with its lines broken at a width."""
    lines = [textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False) for line in text.split("\n")]
    return "\n".join("\n".join(line) for line in lines)


def paged(text: str, head: Callable[[int], list[str]]) -> str:
    """The text wrapped, with a head between its pages."""
    out: list[str] = []
    for index, line in enumerate(wrapped(text, 88).split("\n"), start=1):
        out.append(line)
        if index % LINES_OF_A_PAGE == 0:
            out += ["", *head(index // LINES_OF_A_PAGE + 1), ""]
    return "\n".join(out)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "wrapped at 72": lambda text: wrapped(text, 72),
    "wrapped at 60, hanging": lambda text: wrapped(text, 60, "    "),
    "pages with symbol and number": lambda text: paged(text, lambda page: ["A/RES/99/99", f"{page}/9", "25-12345"]),
    "pages with a running head": lambda text: paged(text, lambda page: ["Resolutions and decisions", str(page)]),
    "justified": lambda text: re.sub(r"(?<=[a-z,;]) (?=[a-z])", "  ", text),
    "blank lines between": lambda text: re.sub(r"\n+", "\n\n", text),
    "numbers in lines of their own": lambda text: re.sub(r"(?m)^(\s*\d{1,2}\.)[ \t]+(?=[A-Z])", r"\1\n", text),
    "numbers in brackets": lambda text: re.sub(r"(?m)^(\s*\d{1,2})\. (?=[A-Z])", r"\1) ", text),
    "notes glued to ends of lines": lambda text: re.sub(r"(?<=[a-z]{4})([,;])(?=\n)", r"\g<1>7", text),
    "l. and Z. for 1. and 2.": lambda text: re.sub(
        r"(?m)^2\. (?=[A-Z])", "Z. ", re.sub(r"(?m)^1\. (?=[A-Z])", "l. ", text)
    ),
}


def paragraphs(text: str, name: str) -> Counter[tuple[str, str]]:
    """The preambular and operative paragraphs, each told by its kind and first letters."""
    document = read_resolution(read_source(text.encode(), name))
    return Counter(
        (one.kind, re.sub(r"[^a-z0-9]", "", one.text.casefold())[:28])
        for one in document.paragraphs
        if one.kind in ("preambular", "operative")
    )


def main() -> None:
    """Print the mean F1 of each layout and body, over the texts that the layout changes."""
    need_corpus()
    scores: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for body, (pattern, step) in BODIES.items():
        for path in sorted((RESOLUTIONS / "txt").glob(pattern))[::step]:
            text = path.read_text(encoding="utf-8", errors="replace")
            plain = paragraphs(text, path.name)
            for layout, lay_out in LAYOUTS.items() if plain else ():
                changed = lay_out(text)
                if changed != text:
                    found = paragraphs(changed, path.name)
                    scores[layout, body].append(2 * (plain & found).total() / (plain.total() + found.total()))
    print("| layout | " + " | ".join(BODIES) + " |\n|---|" + "---|" * len(BODIES))
    for layout in LAYOUTS:
        row = [scores[layout, body] for body in BODIES]
        print(f"| {layout} | " + " | ".join(f"{sum(one) / len(one):.3f}" if one else "" for one in row) + " |")


if __name__ == "__main__":
    main()
