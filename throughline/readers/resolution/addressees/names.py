"""From the words that name those who are asked to names: lists split, qualifiers dropped, one form for each."""

import re
from functools import lru_cache

from throughline.readers.resolution.addressees.words import (
    ABSTRACT,
    ADJECTIVE,
    ASIDE,
    COMPANY,
    DEMONYM,
    DROPPED,
    HEADS,
    RESUMES,
    SAME_AS,
    TAIL,
    WHOLE,
)
from throughline.readers.resolution.lexicon.wordlist import word_set

# Longer than any list of names; what runs on is no list but a text without an end.
_LONGEST = 4000
_HELD = re.compile("\x00(\\d+)\x00")
_HEAD = re.compile(r"[A-Za-z][\w-]*")
_APPOSED = re.compile(r"^(?:the\s+)?(?:occupying|administering)\s+Power$", re.IGNORECASE)


@lru_cache(maxsize=1024)  # the same few are asked over and over
def split_names(words: str) -> tuple[tuple[str, str], ...]:
    """Return (name, surface) for each of those named in `words`, in order; () where nobody can be asked.

    `words` is what stands between the verb and what is asked: "the Secretary-General, in consultation with Member
    States, and the Director-General".
    """
    if len(words) > _LONGEST:
        return ()
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found.group())
        return f"\x00{len(held) - 1}\x00"

    plain = words.replace("’", "'").replace("\u2011", "-")
    text = WHOLE.sub(hold, _BUREAUX.sub(_each_director, plain))
    pieces = [piece for piece in _without_asides(text) if piece]
    names: list[tuple[str, str]] = []
    if not pieces or not _opens_with_name(pieces[0]):
        return ()
    for piece in pieces:
        for part in _parts_of(piece):
            surface = _HELD.sub(lambda found: held[int(found.group(1))], part).strip(" ,;:")
            name = name_of(surface)
            if name and (name, surface) not in names:
                names.append((name, surface))
    return tuple(names)


_BUREAUX = re.compile(
    r"Directors of the (?P<several>[A-Z]\w+(?: [A-Z]\w+)?(?:, [A-Z]\w+(?: [A-Z]\w+)?)*(?: Bureau)?) and (?:the )?"
    r"(?P<last>[A-Z]\w+(?: [A-Z]\w+)?) Bureaux?"
)


def _each_director(found: re.Match[str]) -> str:
    """ "the Directors of the A and B Bureaux" are two officers."""
    listed = [one.removesuffix(" Bureau") for one in (*found["several"].split(", "), found["last"])]
    return " and the ".join(f"Director of the {one} Bureau" for one in listed)


def _without_asides(text: str) -> list[str]:
    """Split at commas, leaving out what is said on the way ("as appropriate", "in consultation with A, B and C")."""
    kept: list[str] = []
    in_company = False
    for number, piece in enumerate(re.split(r"[,;]\s*|\s+–\s+", text)):
        words = piece.strip()
        if in_company:
            if kept and RESUMES.match(words) and not COMPANY.match(words):
                in_company = False
            else:
                continue
        if ASIDE.match(words) or (number and _APPOSED.match(words)):
            in_company = bool(COMPANY.match(words))
            continue
        relative = _RELATIVE.search(words)
        if relative is not None:
            in_company = True
            words = words[: relative.start()] + (relative["resumed"] or "")
        kept.append(_ACCOMPANIED.sub("", words))
    return kept


# "the Director in partnership with A and B", without a comma: A and B are not asked.
_ACCOMPANIED = re.compile(
    r"\s+(?:in (?:close |full )?(?:consultation|cooperation|collaboration|coordination|partnership|conjunction)|"
    r"together with|including)\s.*$",
    re.DOTALL,
)
# "States that have not yet done so": what the clause names is not asked, what is joined after it is.
_RELATIVE = re.compile(
    r"\s+(?:that(?! (?:regard|connection|respect|context|end)\b)|which|who|"
    r"whose)\s.*?(?P<resumed>\s+and\s+(?:the|all|other)\s+.*)?$",
    re.DOTALL,
)


def _opens_with_name(piece: str) -> bool:
    return _is_name(_parts_of(piece)[0])


def _parts_of(piece: str) -> list[str]:
    """Split a piece at "and" and "as well as", but not between adjectives that share a noun."""
    parts: list[str] = []
    rest = re.sub(r"^(?:and|or|as well as|but)\s+(?:also\s+)?", "", piece)
    for part in re.split(r"\s+(?:and(?:/or)?|as well as|or|together with)\s+(?:also\s+)?", rest):
        if (parts and _shares_noun(parts[-1])) or (parts and not _is_name(part) and not _ends_in_adjective(part)):
            parts[-1] = f"{parts[-1]} and {part}"
        else:
            parts.append(part)
    return parts


def _ends_in_adjective(words: str) -> bool:
    last = words.split()[-1] if words.split() else ""
    return bool(ADJECTIVE.search(last) or DEMONYM.match(last)) and last.casefold() not in HEADS


def _shares_noun(left: str) -> bool:
    """Tell whether the words end in an adjective whose noun follows the "and"."""
    words = DROPPED.sub("", left).split()
    if not words:
        return True
    if "\x00" in words[-1] or words[-1].casefold().strip(",") in HEADS:
        return False
    if len(words) <= 2 and DEMONYM.match(words[-1]):
        return True
    if len(words) > 1 and words[0][0].isupper() and words[-1].islower() and not _PREPOSITION.search(left):
        return not _PERSONS.search(words[-1]) and words[-1] not in ("concerned", "alike", "parties")
    return _ends_in_adjective(left) and words[-1][0].islower() and not _is_name(left)


def _is_name(part: str) -> bool:
    """Tell whether words can stand for somebody: a proper name, or a head noun of those that act."""
    bare = TAIL.sub("", DROPPED.sub("", part.strip())).strip(" ,")
    if not bare:
        return part.strip().casefold() in ("all", "others", "those concerned")
    if "\x00" in bare:
        return True
    words = _HEAD.findall(_PREPOSITION.split(f"{bare} ")[0])
    if not words or words[0] in _NO_NAMES:
        return False
    if words[0][0].isupper() and words[-1].casefold() not in ABSTRACT:
        return True
    if any(word.casefold() in HEADS for word in words):
        return words[-1].casefold() not in ABSTRACT
    return bool(_PERSONS.search(words[-1])) and words[-1].casefold() not in _NO_PERSONS


_PREPOSITION = re.compile(
    r"\s+(?:of|on|for|in|to|with|from|under|within|at|by|through|among|between|that|which|who|not|against)\s"
)
_NO_NAMES = word_set(
    "There It This These Such If When Any No Resolution Resolutions Decision Article Annex Sustainable Agenda "
    "North-South "
    "South-South Goal Goals Each While In As To"
)
_PERSONS = re.compile(r"(?:[a-z]{3}(?:ors|ers|ists|ians|ees|holders|mates|or|er)|[a-z]{4}ants)$")
_NO_PERSONS = word_set(
    "matters papers orders numbers borders errors factors indicators grants transfers offers barriers centers "
    "corridors "
    "order number matter factor transfer other further either under water power after over"
)


def name_of(surface: str) -> str | None:
    """Return the name for one addressee's words, without articles and qualifiers; None where it names nobody."""
    words = re.sub(r"(?<=\w)\s+(?:[a-z]+ly|also|not)(?:\s+and\s+[a-z]+ly)?$", "", " ".join(surface.split()))
    held = WHOLE.search(words)
    bare = words if held and held.start() <= 4 and held.end() >= len(words) - 1 else TAIL.sub("", words).strip(" ,")
    bare = DROPPED.sub("", bare).strip(" ,")
    if not bare or not _is_name(bare) or re.match(r"(?:in|of|for|to|with|by|on|at|from)\s", bare):
        return None
    bare = re.sub(r"^([Ss]tates) [Pp]art(?:y|ies)\b", lambda m: "States parties", bare)
    bare = re.sub(r"^member [Ss]tates\b", "Member States", bare)
    bare = re.sub(r"\s+of the (?:Organization|United Nations system)$", "", bare) if bare.startswith("Member") else bare
    return SAME_AS.get(bare.casefold(), bare[0].upper() + bare[1:] if bare[0].islower() else bare)
