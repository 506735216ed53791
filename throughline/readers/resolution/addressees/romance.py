"""Who is asked in French and Spanish acts, with the English names of the catalogue where they are known."""

import re

from throughline.engine.mandates.records import Addressee
from throughline.readers.resolution.addressees.romance_names import NAMES
from throughline.readers.resolution.verbs.hits import Hit

_MARKER = re.compile(
    r"(?:,\s*)?\b(?:à|de|d['’])\s*(?:(?:ne pas|ne plus|lui|leur|leurs|y|en|se|les|la|le|bien|mieux|aussi|"
    r"également|tout|s['’]|l['’])\s*)*"
    r"[a-zà-ÿ]+(?:er|ir|oir|[dtpmvuîiaef]re)\b|\bqu['’]|\b(?:à ce )?que\b|\s*:\s*$"
)
_SPANISH_MARKER = re.compile(
    r"\b(?:a |de )?que\b|\b(?:a|de|para)\s+[a-zà-ÿ]+(?:ar|er|ir)(?:se|lo|la|le|los|les)?\b|\s*:\s*$"
)
_LEAD = re.compile(r"\s*(?:,[^,]{2,80},\s*)?(?:(?:à|au|aux|le|la|les|al|a los|a las|a la|a|los|las|el)\s+|l['’])?")
_ARTICLE = re.compile(
    r"^(?:(?:tous|toutes|l['’]ensemble des|les|le|la|aux|au|à|des|du|de|autres|ses|leurs|todos|todas|los|las|el|al|"
    r"a|demás|otros|otras)\s+|[ld]['’])+",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:en\b|dans\b|selon|agissant|y compris|notamment|compte tenu|avec\b|sous\b|par\b|conformément|s['’]il|"
    r"si\b|lorsque|le cas échéant|"
    r"qui\b|dont\b|pour\b|afin\b|à (?:titre|cet)|incluidos?|incluidas?|con\b|según|cuando|como|que\b|si\b|"
    r"sobre\b|para\b)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r",\s*|\s+(?:et|ainsi que|y|e|así como)\s+(?=(?:à |aux? |les? |la |l['’]|d['’]autres|tou[ts]|[A-ZÉ]|los |las "
    r"|el |al |a |organi|autres))"
)

# Names of several parts ("Consejo Económico y Social") are not taken apart.
_WHOLE = re.compile(
    "|".join(sorted((re.escape(name) for name in NAMES if re.search(r" (?:et|y) |,", name)), key=len, reverse=True))
)
_CLITIC = re.compile(r"(?:^|[\s,])(?P<who>les|le|la|lui|leur|los|las) $")


def who_is_asked_romance(
    text: str, hit: Hit, end: int, earlier: tuple[Addressee, ...], language: str
) -> tuple[tuple[Addressee, ...], int]:
    """Return those asked by a French or Spanish act, and where the request starts."""
    if not hit.verb.directive:
        return (), hit.end
    clitic = _CLITIC.search(text, max(0, hit.start - 6), hit.start)
    if clitic is not None:
        return _named_before(text[: hit.start], clitic["who"], earlier), hit.end
    lead = _LEAD.match(text, hit.end, end)
    begin = lead.end() if lead else hit.end
    marker = (_MARKER if language == "fr" else _SPANISH_MARKER).search(text, begin, end)
    if marker is None:
        return (), hit.end
    if marker.start() <= begin and marker.group().lstrip().startswith("qu"):
        return _subject(text, marker.end(), end), marker.start()
    words = text[begin : marker.start()]
    found = []
    for piece in _pieces(words):
        surface = re.sub(r"\s+(?:pour|para|afin|a fin)$", "", piece.strip(" ,"))
        if not surface or _ASIDE.match(surface):
            continue
        if name := _name(surface):
            found.append(Addressee(name, surface, "explicit"))
    return tuple(found), marker.start()


def _named_before(before: str, pronoun: str, earlier: tuple[Addressee, ...]) -> tuple[Addressee, ...]:
    """ "et les prie de": all those of the act before it, or the last of them where one alone is meant."""
    names = {one.name: one for one in earlier if one.surface in before}
    meant = list(names.values())
    kept = meant if pronoun in ("les", "leur", "los", "las") else meant[-1:]
    return tuple(Addressee(one.name, one.surface, "anaphora") for one in kept)


def _pieces(words: str) -> list[str]:
    """The names of a list; what joins the parts of one name does not part it."""
    folded = words.replace("’", "'").casefold()
    whole = [found.span() for found in _WHOLE.finditer(folded)] if len(folded) == len(words) else []
    pieces, last = [], 0
    for cut in _SPLIT.finditer(words):
        if not any(start < cut.start() < stop for start, stop in whole):
            pieces.append(words[last : cut.start()])
            last = cut.end()
    return [*pieces, words[last:]]


def _subject(text: str, start: int, end: int) -> tuple[Addressee, ...]:
    """The subject of "que ...": only a name that is known, for where it ends is not marked."""
    words = " ".join(text[start : min(end, start + 120)].replace("’", "'").split())
    bare = _ARTICLE.sub("", words)
    folded = bare.casefold()
    fitting = [name for name in NAMES if folded.startswith(name) and not folded[len(name) : len(name) + 1].isalpha()]
    if not fitting:
        return ()
    longest = max(fitting, key=len)
    return (Addressee(NAMES[longest], bare[: len(longest)], "explicit"),)


def _name(surface: str) -> str | None:
    bare = " ".join(surface.replace("’", "'").split())
    bare = _ARTICLE.sub("", bare).strip(" ,")
    bare = re.sub(
        r"\s+(?:concernée?s?|intéressée?s?|compétente?s?|pertinente?s?|qui\b.*|dont\b.*|interesad[oa]s|"
        r"pertinentes|competentes)$",
        "",
        bare,
    )
    if not bare or len(bare) > 160:
        return None
    known = NAMES.get(bare.casefold())
    if known:
        return known
    return bare[0].upper() + bare[1:]
