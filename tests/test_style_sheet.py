"""The style sheet: contrast measured from its tokens in light and dark, and no side called left or right."""

import itertools
import re
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parent.parent / "throughline" / "web" / "static" / "throughline.css"
CSS = re.sub(r"/\*.*?\*/", "", STYLES.read_text(encoding="utf-8"), flags=re.DOTALL)
LIGHT, DARK = 0, 1

# WCAG 2.2: 1.4.3 asks 4.5 of text, 1.4.11 asks 3 of what bounds a control or carries a meaning.
TEXT, BOUNDARY = 4.5, 3.0
GROUNDS = ("paper", "sunken", "raised")
SOFT = ("good", "attention", "bad", "note")
TEXTS = {
    *itertools.product(("ink", "ink-2", "link", "link-hover", *SOFT), GROUNDS),
    *((tone, f"{tone}-soft") for tone in SOFT),
    *itertools.product(("ink", "ink-2", "link", "link-hover"), (f"{tone}-soft" for tone in SOFT)),
    *itertools.product(("ink",), ("act", "asks", "hit")),
    *itertools.product(("asked", "planned", "paid", "done", "open"), ("paper", "raised")),
    *itertools.product(("on-brand",), ("brand", "seek", "seek-hover")),
    ("on-brand-2", "brand"),
    *itertools.product(("on-action",), ("action", "action-hover", "danger", "danger-hover")),
}
BOUNDARIES = {
    *itertools.product(("rule-strong", "focus", *SOFT, "act-edge", "asks-edge"), ("paper", "raised")),
    *itertools.product(("rule-strong", "focus"), ("sunken",)),
    *((tone, f"{tone}-soft") for tone in SOFT),
    ("focus-on-brand", "brand"),
    ("action-edge", "paper"),
}
# They only part what lies beside each other: nothing is lost where they are not seen.
DECORATIVE = {"rule", "band"}


def tokens() -> dict[str, tuple[str, str]]:
    """Every colour among the tokens, as it is in the light and in the dark."""
    found = {}
    for name, value in re.findall(r"--([a-z0-9-]+):\s*(light-dark\([^)]*\)|#[0-9a-f]{6});", CSS):
        colours = re.findall(r"#[0-9a-f]{6}", value)
        found[name] = (colours[0], colours[-1])
    return found


COLOURS = tokens()


def luminance(colour: str) -> float:
    """Relative luminance of a colour as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("light", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_of_colours_can_be_told_apart(light: int) -> None:
    weak = {
        f"{front} on {ground}": round(contrast(COLOURS[front][light], COLOURS[ground][light]), 2)
        for pairs, least in ((TEXTS, TEXT), (BOUNDARIES, BOUNDARY))
        for front, ground in pairs
        if contrast(COLOURS[front][light], COLOURS[ground][light]) < least
    }
    assert weak == {}


def test_every_colour_is_measured() -> None:
    measured = {name for pair in TEXTS | BOUNDARIES for name in pair}
    assert set(COLOURS) == measured | DECORATIVE


def test_every_text_that_sets_its_own_ground_is_measured() -> None:
    """A rule with a colour and a background of tokens is one of the pairs."""
    pairs = set()
    for body in re.findall(r"{([^{}]*)}", CSS):
        front = re.search(r"(?<![-a-z])color:\s*var\(--([a-z0-9-]+)\)", body)
        ground = re.search(r"(?<![-a-z])background(?:-color)?:\s*var\(--([a-z0-9-]+)\)", body)
        if front and ground and ground[1] in COLOURS:
            pairs.add((front[1], ground[1]))
    assert pairs
    assert pairs - TEXTS == set()


def test_colours_stand_among_the_tokens_alone() -> None:
    rest = CSS[CSS.index("@layer ground {") :]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|light-dark\(", rest) == []


PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:"
    r"(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)(?:-[a-z]+)*|"
    r"border-(?:top|bottom)-(?:left|right)-radius|"
    r"left|right|top|bottom|float|clear|(?:min-|max-)?(?:width|height)"
    r")\s*:|text-align:\s*(?:left|right)|\bto (?:left|right)\b"
)


def test_sides_are_named_by_reading_never_by_left_and_right() -> None:
    without_queries = re.sub(r"@media[^{]*{", "", CSS)
    assert PHYSICAL.findall(without_queries) == []
    assert PHYSICAL.search("{ margin-left: 1px }")
    assert re.findall(r"box-shadow:\s*-?[1-9]", CSS) == []


def test_the_sheet_speaks_to_paper_and_to_readers_who_set_their_own_colours_or_rest() -> None:
    for query in ("print", "(forced-colors: active)", "(prefers-reduced-motion: reduce)"):
        assert f"@media {query}" in CSS
    assert "!important" not in CSS.replace("transition: none !important", "").replace("animation: none !important", "")


def test_every_token_that_is_used_is_set() -> None:
    used = set(re.findall(r"var\(--([a-z0-9-]+)", CSS))
    assert used - set(re.findall(r"--([a-z0-9-]+):", CSS)) == set()
