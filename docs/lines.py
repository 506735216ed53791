"""Draws the pictures of docs/story.md: the line of a place of a record, as a file that stands alone.

    THROUGHLINE_DATA=FOLDER python -m docs.lines UN/2026/29C docs/line-29C.svg codes
    THROUGHLINE_DATA=FOLDER python -m docs.lines HWU/2026/3 docs/line-demo.svg

FOLDER is a record that `throughline read` or `throughline demo` made. With `codes`, parts and mandates go by their
codes alone: titles of real documents are not for this repository.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

import django

from throughline.engine.flows import picture_of
from throughline.engine.picture import Box, Picture, collapsed, currencies_of, untangled, weighed
from throughline.writers.line_svg.wide import line_svg_file

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.web.settings")
MOST = 12


def picture(address: str) -> Picture:
    """The line of the node at an address in the record, as its page draws it."""
    # The settings read where the record is when they are loaded, and the pages need the settings.
    django.setup()
    from throughline.store.flows import flows_of  # noqa: PLC0415
    from throughline.store.rights import EVERYTHING  # noqa: PLC0415
    from throughline.web.pages.line.words import answer_of, figured, names_of  # noqa: PLC0415

    flows = flows_of(address, seen_by=EVERYTHING)
    if flows is None:
        raise SystemExit(f"The record holds nothing at {address}.")
    whole = picture_of(flows, names_of(flows))
    small = collapsed(weighed(whole, currencies_of(whole)[0]), MOST, "and {count} more")
    return figured(untangled(small), " ".join(answer_of(flows)))


def by_codes(shown: Picture) -> Picture:
    """The picture with codes in the place of the titles of documents."""
    columns = tuple(replace(column, boxes=tuple(_by_code(box) for box in column.boxes)) for column in shown.columns)
    return replace(shown, columns=columns)


def _by_code(box: Box) -> Box:
    if box.folded > 1 or box.kind in ("fund", "rest", "mandate", "linked"):
        return replace(box, says="")
    return replace(box, title=(box.address or box.code).split(" ")[0], says="")


def main(address: str, file: str, codes: str = "") -> None:
    """Draw the line of an address into a file."""
    shown = picture(address)
    Path(file).write_text(line_svg_file(by_codes(shown) if codes else shown), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
