"""Whether a value jumps beyond what the history of its series makes likely."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.monitoring.values import plain

# So many earlier values tell what is usual; a step is a jump where it is so many times the usual one, and more than
# half of the value before.
FEWEST, TIMES = 3, 4


def check_jump(where: str, before: Sequence[int], now: int) -> list[Finding]:
    """MO-JUMP: a value (in ten-thousandths) far from the ones before it, which stand in the order of time.

    Usual is the median of the earlier steps; where every step was nought, a step of more than half is a jump.
    """
    if len(before) < FEWEST:
        return []
    steps = [abs(later - earlier) for earlier, later in pairwise(before)]
    step, last = abs(now - before[-1]), before[-1]
    if step <= TIMES * median(steps) or 2 * step <= abs(last):
        return []
    message = Sentence(
        "It was %(last)s the period before, and changed by %(usual)s as a rule: look whether %(now)s is right.",
        last=plain(last),
        usual=plain(int(median(steps))),
        now=plain(now),
    )
    return [Finding("MO-JUMP", Severity.WARNING, where, message, (plain(last), plain(now)))]
