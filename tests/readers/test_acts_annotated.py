"""The hand annotation of two resolutions: acts, addressees, deadlines, reporting and citations reach their bars."""

import pytest

from bench import acts as bench
from bench.corpus import GOLD

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="../shared/data/gold is not there")

BARS = {
    "paragraphs found": 1.0,
    "acts": 0.98,
    "addressees": 0.95,
    "deadlines": 1.0,
    "session windows": 1.0,
    "reporting": 1.0,
    "citations": 0.98,
    "parts": 0.98,
}


def test_the_hand_annotation_is_met() -> None:
    missed = {
        tally.name: tally.differences
        for tally in bench.measure()
        if min(tally.right / max(tally.found, 1), tally.right / max(tally.annotated, 1)) < BARS[tally.name]
    }
    assert missed == {}
