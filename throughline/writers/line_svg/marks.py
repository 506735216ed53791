"""What both drawings of the line share: colours beneath the classes, words cut to fit, boxes as links with a title."""

from collections.abc import Callable
from html import escape

from throughline.engine.picture import Box

AddressOf = Callable[[Box], str]

SIZE = 12
LINE = 16
ISOLATE = "\N{FIRST STRONG ISOLATE}"
END = "\N{POP DIRECTIONAL ISOLATE}"
FILLS = {"": "#ffffff", "ok": "#e7f4eb", "missing": "#fcebea", "late": "#fdf3df", "unheld": "none"}
EDGES = {"": "#7b8a99", "ok": "#1b6338", "missing": "#a1221c", "late": "#7a4a00", "unheld": "#7b8a99"}
HUES = {"asked": "#4b3f93", "planned": "#0a558c", "paid": "#0d6168", "delivered": "#1b6338", "open": "#8a3b12"}
# Widths of characters in ems, of a wide face: what fits in it fits in narrower ones.
NARROW, LOWER, UPPER, WIDE, FULL = 0.34, 0.61, 0.71, 0.95, 1.05
BOLD = 1.12
# What is named by a code: the code itself is what one looks for.
NAMED_BY_CODE = ("mandate", "linked", "body")


def width_of(text: str, bold: bool = False) -> float:
    """How wide a text may become, in user units."""
    ems = sum(_ems(sign) for sign in text)
    return ems * SIZE * (BOLD if bold else 1.0)


def _ems(sign: str) -> float:
    if sign in "iIlj.,:;'|!()[]/ -ft·":
        return NARROW
    if sign in "mMwW@%&":
        return WIDE
    if ord(sign) >= 0x2E80:
        return FULL
    return UPPER if sign.isupper() or sign.isdigit() else LOWER


def cut(text: str, room: float, bold: bool = False) -> str:
    """The text, or as much of it as has room, with an ellipsis."""
    left = room / (SIZE * (BOLD if bold else 1.0))
    end = _ems("…")
    used, fits = 0.0, 0
    for place, sign in enumerate(text):
        used += _ems(sign)
        if used > left:
            return f"{text[:fits].rstrip()}…"
        if used + end <= left:
            fits = place + 1
    return text


def wrapped(text: str, room: float, most: int) -> list[str]:
    """The text on at most `most` lines; what does not fit ends with an ellipsis."""
    lines = [""]
    words = text.split()
    used, blank = 0.0, width_of(" ")
    for place, word in enumerate(words):
        width = width_of(word)
        if not lines[-1] or used + blank + width <= room:
            used += width + (blank if lines[-1] else 0)
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif len(lines) < most:
            lines.append(word)
            used = width
        else:
            lines[-1] = f"{lines[-1]} {' '.join(words[place : place + most + 8])}"
            break
    return [cut(line, room) for line in lines if line]


def words_of(box: Box, room: float, most: int) -> list[tuple[str, str]]:
    """The lines of a box as (class, words): its title, what it says, and its figure."""
    if box.kind == "act" and "#" in box.code:
        part = box.code.partition("#")[2].rpartition("/")[0]
        lines = [("line-figure", cut(part, room, bold=True)), *(("", line) for line in wrapped(box.title, room, most))]
    elif box.kind in NAMED_BY_CODE and box.folded == 1:
        lines = [("line-figure", cut(box.title, room, bold=True))]
    else:
        lines = [("", line) for line in wrapped(box.title, room, most)]
    if box.says:
        lines.append(("line-code", cut(box.says, room)))
    if box.figure:
        lines += [("line-figure", line) for line in wrapped(box.figure, room / BOLD, 2)]
    return lines


def texts(lines: list[tuple[str, str]], x: float, y: float, mirrored: bool) -> str:
    """Lines below each other from the side where reading begins; each finds its own direction."""
    return "".join(
        f'<text{_attributes(name)} x="{x:.1f}" y="{y + LINE * number:.1f}">'
        f"{escape(f'{ISOLATE}{line}{END}' if mirrored else line)}</text>"
        for number, (name, line) in enumerate(lines)
    )


def _attributes(name: str) -> str:
    bold = ' font-weight="600"' if name == "line-figure" else ""
    return f' class="{name}"{bold}' if name else ""


def linked(box: Box, drawn: str, address: str) -> str:
    """A drawn box with its whole title, as a link where it leads anywhere."""
    code = box.code if box.folded == 1 and box.kind not in ("fund", "body", "delivered", "open") else ""
    parts = dict.fromkeys(part for part in (code, box.title, box.says, box.figure) if part)
    name = f"line-box {'folded' if box.folded > 1 else box.status}".rstrip()
    group = f'<g class="{name}"><title>{escape(" · ".join(parts))}</title>{drawn}</g>'
    return f'<a href="{escape(address)}">{group}</a>' if address else group


def frame(box: Box, x: float, y: float, width: float, height: float) -> str:
    """The frame of a box in the colour of its status."""
    dashes = ' stroke-dasharray="4 3"' if box.status == "unheld" else ""
    return (
        f'<rect class="line-frame"{dashes} x="{x:.1f}" y="{y:.1f}" width="{width:.0f}" height="{height:.1f}" rx="3" '
        f'fill="{FILLS.get(box.status, FILLS[""])}" stroke="{EDGES.get(box.status, EDGES[""])}"/>'
    )


def bar(key: str, x: float, y: float, width: float, height: float) -> str:
    """A bar in the colour of a column."""
    return (
        f'<rect class="line-{key}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{HUES.get(key, EDGES[""])}"/>'
    )


def opening(name: str, title: str, width: float, height: float, mirrored: bool) -> str:
    """The beginning of a drawing."""
    return (
        f'<svg class="line-picture {name}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'direction="{"rtl" if mirrored else "ltr"}" role="group" aria-label="{escape(title)}" '
        f'font-family="system-ui, sans-serif" font-size="{SIZE}" fill="#17212b">'
    )
