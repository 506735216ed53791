"""How long it takes to put two texts of 433 paragraphs side by side, changed here and there or everywhere.

Run by `python -m bench.differences`. The texts are invented; 433 paragraphs is the longest resolution that is held.
"""

import random
from statistics import median
from time import process_time

from throughline.engine.comparison import Mark, Passage, compare

PARAGRAPHS, WORDS, ROUNDS = 433, 80, 5


def text(chance: random.Random, words: list[str]) -> str:
    """A paragraph whose words are spread as in a language: few of them often, most of them seldom."""
    return " ".join(chance.choices(words, [1 / (rank + 1) for rank in range(len(words))], k=WORDS))


def changed(chance: random.Random, words: list[str], paragraph: Passage, share: float) -> Passage:
    """The paragraph with a share of its words replaced."""
    kept = [chance.choice(words) if chance.random() < share else word for word in paragraph.text.split()]
    return Passage(paragraph.place, paragraph.label, " ".join(kept))


def main() -> None:
    """Print the median processor time for each kind of change, and how many paragraphs found their like."""
    chance = random.Random(3)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 11))) for _ in range(4000)]
    before = [Passage(f"{at}", str(at), text(chance, words)) for at in range(PARAGRAPHS)]
    every = [changed(chance, words, one, 0.2) for one in before]
    kinds = {
        "one paragraph in ten changed": [
            new if at % 10 == 0 else old for at, (old, new) in enumerate(zip(before, every, strict=True))
        ],
        "every paragraph changed": every,
        "every paragraph changed and all turned round": every[::-1],
        "nothing in common": [Passage(one.place, "", text(chance, [w[::-1] + "x" for w in words])) for one in before],
    }
    for name, after in kinds.items():
        times = []
        for _ in range(ROUNDS):
            begun = process_time()
            pairs = compare(before, after)
            times.append(process_time() - begun)
        found = sum(1 for one in pairs if one.before and one.after and one.mark is not Mark.INSERTED)
        print(f"{name}: {median(times):.2f} s, {found} of {PARAGRAPHS} found their like")


if __name__ == "__main__":
    main()
