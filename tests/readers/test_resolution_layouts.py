"""One text, many layouts: wrapped lines, running heads, numbers in lines of their own, justified words read alike."""

import re
import textwrap
from collections.abc import Callable

import pytest

from throughline.readers.document import read_source
from throughline.readers.resolution.records import Reading
from throughline.readers.resolution.structure import read_structure

HABITAT = """United Nations Habitat Assembly
Second session
2/9. Lamps in the streets of towns
The United Nations Habitat Assembly,
Recalling its resolution 1/4 on the lighting of towns, and the many reports that towns have sent since it was adopted,
Noting that half of the towns have no lamps after midnight, and that their people stay at home for that reason alone,
1. Requests the Executive Director to count the lamps of all towns and to publish the count in a register of lamps;
2. Encourages Member States to light their streets, as appropriate, and to keep the lamps in good repair all year:
(a) By buying oil in time for the winter, at prices that towns can pay without going into debt for many years;
(b) By training keepers of lamps in every town that has more than a hundred lamps or two squares with a market;
3. Decides to consider the matter at its next session, on the basis of the register that the Executive Director keeps.
"""
ENVIRONMENT = """United Nations Environment Assembly of the United Nations Environment Programme
Fifth session
5/99. Lamps and moths
The United Nations Environment Assembly,
Recalling its resolution 4/77 on moths, in which it asked for a count of the moths that are lost to lamps every year,
Encourages Member States to shade their lamps and to share what they learn about it with the towns near to them;
Requests the Executive Director of the United Nations Environment Programme, within available resources and staff, to:
Support Member States, at their request, in shading the lamps of their towns and in telling people why they do it;
Identify lamps that moths do not see, including those that were invented in the last years by keepers of lamps;
Report to the Environment Assembly at its sixth session on the number of moths and the progress that towns have made.
"""
EDUCATION = """International Conference on Education
Recommendation No. 101 concerning lamps in schools
The International Conference on Education, convened at Geneva, adopts the following recommendation:
Considering that children who come to school in the dark have need of light before the first lesson of the day begins,
Considering that oil is dear, and that many schools have no lamps at all in spite of what was recommended before,
1. Schools should have lamps in every room, and the lamps should be lit from the first lesson of the day to the last.
2. Teachers should learn to trim lamps, and the time that they need for it should be counted as time of teaching.
3. Authorities must see to it that oil is there before the winter, in schools of the country as well as of the towns.
"""
TEXTS = (HABITAT, ENVIRONMENT, EDUCATION)


def wrapped(text: str, width: int, indent: str = "") -> str:
    lines = [textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False) for line in text.split("\n")]
    return "\n".join("\n".join(line) for line in lines)


def paged(text: str, head: Callable[[int], list[str]]) -> str:
    out: list[str] = []
    for index, line in enumerate(wrapped(text, 76).split("\n"), start=1):
        out.append(line)
        if index % 6 == 0:
            out += ["", *head(index // 6 + 1), ""]
    return "\n".join(out)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "wrapped at 72": lambda text: wrapped(text, 72),
    "wrapped at 60, hanging": lambda text: wrapped(text, 60, "    "),
    "wrapped, blank lines between": lambda text: "\n\n".join(wrapped(line, 72) for line in text.split("\n")),
    "pages with a head": lambda text: paged(text, lambda page: ["Lamps: collected texts", str(page)]),
    "pages with a number": lambda text: paged(text, lambda page: [f"Page {page} of 9"]),
    "justified": lambda text: re.sub(r"(?<=[a-z,]) (?=[a-z])", "  ", text),
    "indented": lambda text: "\n".join(f"        {line}" if line else line for line in text.split("\n")),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "numbers in lines of their own": lambda text: re.sub(r"(?m)^(\d\.|\([a-z]\)) ", r"\1\n", text),
    "numbers in brackets": lambda text: re.sub(r"(?m)^(\d)\. (?=[A-Z])", r"\1) ", text),
    "a note at the formula": lambda text: re.sub(
        r"(?s)( Habitat Assembly,)\n(.*)", r"\g<1>1\n\g<2>1 HSP/HA.2/3.\n", text
    ),
}


def rows_of(text: str) -> list[tuple[str, str | None, str | None, str]]:
    """What each paragraph is, its number, verb and words."""
    reading: Reading = read_structure(read_source(text.encode(), "paper.txt"))
    return [
        (p.kind, p.number, p.verb, " ".join(p.text.split()))
        for p in reading.paragraphs
        if p.kind in ("formula", "preambular", "operative")
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("text", TEXTS, ids=["habitat", "environment", "education"])
def test_a_text_reads_alike_in_every_layout(text: str, layout: str) -> None:
    plain = rows_of(text)
    assert sum(1 for row in plain if row[0] == "operative") >= 3
    assert rows_of(LAYOUTS[layout](text)) == plain


def test_an_annex_whose_title_runs_over_the_line_ends_the_resolution() -> None:
    text = (
        HABITAT + "Annex A: plan of the lamps of the towns, Harbour,\n14 July 2031\nPREFACE\n1. The plan says much.\n"
    )
    rows = [p.kind for p in read_structure(read_source(text.encode(), "paper.txt")).paragraphs]
    assert rows.count("operative") == rows_of(HABITAT).__len__() - 3
    assert rows[-1] == "annex"
