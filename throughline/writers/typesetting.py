"""Typesetting by Typst, with the fonts that are installed beside it: the same bytes on every machine.

What is set is handed over as data, never as a text of its language, so that no word of a report is read as a command.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

# Each family from its own package; nothing is taken from the machine.
FONT_PACKAGES = {"fontpkg_noto_sans": "files", "fontpkg_tajawal": "files", "noto_cjk_sans_otc": ""}
# What a PDF says that it is: for keeping and for readers who hear it; else only the second; else neither.
CLAIMS = (("a-2a", "ua-1"), ("ua-1",), ())
# Typst remembers what it set, for the next time, until ten further documents have not asked for it. No report is asked
# for so often, and a long one is half a gigabyte: after one as long as this, documents of nothing make it forget.
LONG, FORGETTING = 200_000, 11
PICTURES = """
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#for drawing in json(bytes(sys.inputs.data)) { page(image(bytes(drawing), format: "svg", width: 360pt)) }
"""


def pdf(source: str, data: Mapping[str, Any]) -> bytes:
    """A tagged PDF of what `source` makes of the data.

    It says of itself that it is PDF/A-2a and PDF/UA-1, and no more than is true: without a day it is not for keeping,
    and with a letter that no font here has it is neither. It is tagged all the same, shows a box in that letter's
    place, and keeps the letter for whoever searches or hears it.
    """
    import typst  # noqa: PLC0415 - 80 MB that only reports need

    content = _input(data)
    for claim in CLAIMS:
        try:
            return _made(source, content, format="pdf", pdf_standards=list(claim))[0]
        except typst.TypstError as error:
            if not claim or not error.message.startswith("PDF/"):
                raise
    raise AssertionError("The last claim is none.")


def pictures(drawings: Sequence[str], ppi: float) -> tuple[bytes, ...]:
    """SVG drawings as PNG on white, five inches wide at `ppi` pixels to the inch."""
    if not drawings:
        return ()
    return _made(PICTURES, _input(list(drawings)), format="png", ppi=ppi)


def _input(data: Any) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


def _made(source: str, content: dict[str, str], **options: Any) -> tuple[bytes, ...]:
    """The pages or the document that a source makes of its data."""
    import typst  # noqa: PLC0415 - 80 MB that only reports need

    try:
        made = typst.compile(source.encode(), font_paths=_fonts(), sys_inputs=content, **options)
    finally:
        if len(content["data"]) > LONG:
            for _ in range(FORGETTING):
                typst.compile(b"", font_paths=_fonts(), format="pdf")
    return tuple(made) if isinstance(made, list) else (bytes(made or b""),)


@cache
def _fonts() -> "typst.Fonts":
    """The fonts, found once in a process."""
    import typst  # noqa: PLC0415 - 80 MB that only reports need

    paths: list[Any] = [str(files(package) / folder) for package, folder in FONT_PACKAGES.items()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
