"""Numbers written out: ordinals of sessions, small cardinals and months, in English, French and Spanish."""

from throughline.readers.resolution.lexicon.wordlist import word_list

MONTHS: dict[str, int] = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), start=1)
}
MONTH_WORDS = "|".join(name[0].upper() + name[1:] + "|" + name for name in MONTHS)

_UNITS = word_list(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
CARDINALS: dict[str, int] = {
    **{word: number for number, word in enumerate(_UNITS, start=1)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{f"{ten}-{unit}": 10 * i + j for i, ten in enumerate(_TENS, 2) for j, unit in enumerate(_UNITS[:9], 1)},
    "a": 1,
    "an": 1,
    "hundred": 100,
    "one hundred": 100,
}
_IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def _ordinal(cardinal: str) -> str:
    head, dash, last = cardinal.rpartition("-")
    word = _IRREGULAR.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return head + dash + word


def _english() -> dict[str, int]:
    words = {
        _ordinal(word): number
        for word, number in CARDINALS.items()
        if word not in ("a", "an", "hundred", "one hundred")
    }
    hundreds = {f"one hundred and {word}": 100 + number for word, number in words.items()}
    # Scanned texts lose the hyphen at a line's end.
    words.update({word.replace("-", ""): number for word, number in list(words.items())})
    return {**words, **hundreds, "hundredth": 100, "one hundredth": 100, "one-hundredth": 100}


def _french_cardinals() -> dict[str, int]:
    units = word_list(
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
        "dix-huit dix-neuf"
    )
    tens = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
    cardinals = {word: number for number, word in enumerate(units, start=1)}
    for ten, word in tens.items():
        cardinals[word] = ten
        for unit in range(1, 20 if ten in (60, 80) else 10):
            cardinals[f"{word}-{units[unit - 1]}"] = ten + unit
            if unit in (1, 11):
                cardinals[f"{word} et {units[unit - 1]}"] = ten + unit
                cardinals[f"{word}-et-{units[unit - 1]}"] = ten + unit
    return cardinals


def _french() -> dict[str, int]:
    ordinals = {"premier": 1, "première": 1, "seconde": 2}
    for stem, number in _french_cardinals().items():
        stem = stem + "u" if stem.endswith("cinq") else stem[:-1] + "v" if stem.endswith("neuf") else stem.rstrip("e")
        ordinals[stem + "ième"] = number
    return ordinals


def _spanish() -> dict[str, int]:
    units = word_list("primer segundo tercer cuarto quinto sexto séptimo octavo noveno")
    tens = word_list(
        "décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo"
    )
    words = {unit: number for number, unit in enumerate(units, start=1)}
    for i, ten in enumerate(tens, start=1):
        words[ten] = 10 * i
        for j, unit in enumerate(units, start=1):
            words[f"{ten} {unit}"] = 10 * i + j
    for ten, number in (("decimo", 10), ("vigesimo", 20)):
        words |= {ten + unit: number + j for j, unit in enumerate(units, start=1)}
        words |= {f"{ten}primero": number + 1, f"{ten}tercero": number + 3, f"{ten}séptimo": number + 7}
    words |= {word[:-1] + "a": number for word, number in list(words.items()) if word.endswith("o")}
    return {**words, "undécimo": 11, "duodécimo": 12, "primera": 1, "primero": 1, "tercera": 3, "tercero": 3}


_SPANISH_CARDINALS: dict[str, int] = {
    number_word.partition("-")[0]: int(number_word.partition("-")[2])
    for number_word in word_list(
        "un-1 uno-1 una-1 dos-2 tres-3 cuatro-4 cinco-5 seis-6 siete-7 ocho-8 nueve-9 diez-10 once-11 doce-12 "
        "quince-15 dieciocho-18 veinte-20 veinticuatro-24 treinta-30 cuarenta-40 sesenta-60 noventa-90 cien-100"
    )
}
ROMANCE_CARDINALS: dict[str, int] = {**_french_cardinals(), **_SPANISH_CARDINALS, "une": 1, "cent": 100}
ORDINALS: dict[str, int] = {**_english(), **_french(), **_spanish()}


def ordinal_of(words: str) -> int | None:
    """Return the number that an ordinal says ("seventy-ninth", "79th"), or None."""
    text = " ".join(words.casefold().replace("\u2011", "-").split())
    if text[:1].isdigit():
        digits = "".join(c for c in text if c.isdigit())
        return int(digits) if len(digits) <= 3 else None
    return ORDINALS.get(text)


def cardinal_of(words: str) -> int | None:
    """Return the number that a cardinal says ("ninety", "12", "a"), or None."""
    text = words.casefold().strip()
    if text.isdigit():
        return int(text) if len(text) <= 4 else None
    return CARDINALS.get(text)


def romance_cardinal_of(words: str) -> int | None:
    """Return the number that a French or Spanish cardinal says ("soixante", "noventa", "12"), or None."""
    text = words.casefold().strip()
    return int(text) if text.isdigit() else ROMANCE_CARDINALS.get(text)
