"""Where the real documents lie that measures are taken on: ../shared beside the repository, where it is there."""

import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
RESOLUTIONS = SHARED / "data" / "resolutions"
FASCICLES = SHARED / "data" / "programme-budget-2026"
SEEDS = SHARED / "seeds"
GOLD = SHARED / "data" / "gold"


def fascicles() -> list[Path]:
    """The fascicles of the proposed programme budget for 2026, by name."""
    return sorted(FASCICLES.glob("*.docx"))


def seeds() -> list[Path]:
    """The five real papers."""
    return sorted(SEEDS.glob("*.txt"))


def text_resolutions() -> list[Path]:
    """The resolutions whose text was rendered from exact markup, in two noisy styles."""
    return sorted((RESOLUTIONS / "txt").glob("[AE]_RES_*.txt"))


def need_corpus() -> None:
    """Leave, saying so, where there is nothing to measure on."""
    if not SHARED.is_dir():
        print(f"Nothing to measure on: {SHARED} is not there.")
        sys.exit(0)
