"""From the words that name those who are asked to names: lists split, qualifiers dropped, one form for each."""

import re

from throughline.readers.resolution.addressees.words import (
    ADJECTIVE,
    ASIDE,
    COMPANY,
    DROPPED,
    HEADS,
    RESUMES,
    SAME_AS,
    TAIL,
    WHOLE,
)

_HELD = re.compile("\x00(\\d+)\x00")
_HEAD = re.compile(r"[A-Za-z][\w-]*")
_APPOSED = re.compile(r"^(?:the\s+)?(?:occupying|administering)\s+Power$", re.IGNORECASE)


def split_names(words: str) -> tuple[tuple[str, str], ...]:
    """Return (name, surface) for each of those named in `words`, in order; () where nobody can be asked.

    `words` is what stands between the verb and what is asked: "the Secretary-General, in consultation with Member
    States, and the Director-General".
    """
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found.group())
        return f"\x00{len(held) - 1}\x00"

    text = WHOLE.sub(hold, words.replace("’", "'"))
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
        if ASIDE.match(words) or number and _APPOSED.match(words):
            in_company = bool(COMPANY.match(words))
            continue
        kept.append(words)
    return kept


def _opens_with_name(piece: str) -> bool:
    return _is_name(_parts_of(piece)[0])


def _parts_of(piece: str) -> list[str]:
    """Split a piece at "and" and "as well as", but not between adjectives that share a noun."""
    parts: list[str] = []
    rest = re.sub(r"^(?:and|or|as well as|but)\s+(?:also\s+)?", "", piece)
    for part in re.split(r"\s+(?:and(?:/or)?|as well as|or|together with)\s+(?:also\s+)?", rest):
        if parts and (_shares_noun(parts[-1]) or not _is_name(part) and not _HELD.search(part)):
            parts[-1] = f"{parts[-1]} and {part}"
        else:
            parts.append(part)
    return parts


def _shares_noun(left: str) -> bool:
    words = DROPPED.sub("", left).split()
    if not words:
        return True
    last = words[-1]
    if last.casefold().strip(",") in HEADS or "\x00" in last:
        return False
    if last[0].isupper() and len(words) <= 2 and not left.strip().endswith(("al", "ic")):
        return False
    return bool(ADJECTIVE.search(last)) and not _is_name(left)


def _is_name(part: str) -> bool:
    """Tell whether words can stand for somebody: a proper name, or a head noun of those that act."""
    bare = TAIL.sub("", DROPPED.sub("", part.strip())).strip(" ,")
    if not bare:
        return part.strip().casefold() in ("all", "others", "those concerned")
    if "\x00" in bare:
        return True
    first = bare.split()[0]
    if first[0].isupper() and first not in ("North-South", "South-South"):
        return True
    core = re.split(
        r"\s+(?:of|on|for|in|to|with|from|under|within|at|dealing|working|concerned|parties|Parties|not|that|which|who)\s",
        f"{bare} ",
    )[0]
    head = _HEAD.findall(core)
    return bool(head) and head[-1].casefold() in HEADS


def name_of(surface: str) -> str | None:
    """Return the name for one addressee's words, without articles and qualifiers; None where it names nobody."""
    words = " ".join(surface.split())
    held = WHOLE.search(words)
    bare = words if held and held.start() <= 4 and held.end() >= len(words) - 1 else TAIL.sub("", words).strip(" ,")
    bare = DROPPED.sub("", bare).strip(" ,")
    if not bare or not _is_name(bare):
        return None
    bare = re.sub(r"^([Ss]tates) [Pp]art(?:y|ies)\b", lambda m: "States parties", bare)
    bare = re.sub(r"^member [Ss]tates\b", "Member States", bare)
    bare = re.sub(r"\s+of the (?:Organization|United Nations system)$", "", bare) if bare.startswith("Member") else bare
    return SAME_AS.get(bare.casefold(), bare[0].upper() + bare[1:] if bare[0].islower() else bare)
