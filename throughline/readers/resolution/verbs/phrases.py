"""The words of an acting verb: which verb stands at a place, how far its phrase goes, whether it repeats a request."""

import re

from throughline.readers.resolution.lexicon import english
from throughline.readers.resolution.lexicon.verbs import Verb, base_of

Phrase = tuple[Verb, int, bool]
WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
_BASES = {base_of(form): form for form in english.SIMPLE if " " not in form}


def phrase_at(text: str, word: re.Match[str], *, opening: bool = False, bare: bool = False) -> Phrase | None:
    """Return (verb, end of its phrase, whether reiterated) for the verb that stands at `word`, or None."""
    form = word.group().casefold()
    if form == "is" and opening:
        state = english.IS_STATE.match(text, word.start())
        return (_state(state["what"]), state.end(), False) if state else None
    if bare and form in _BASES:
        form = _BASES[form]
    verb = english.SIMPLE.get(form)
    if verb is None:
        return None
    special = _SPECIAL.get(form)
    if special is not None:
        return special(text, word.end(), opening)
    if form in english.RESTATING and (restated := _restated(text, word.end())):
        return restated
    if form in english.FIXED:
        pattern, base = english.FIXED[form]
        fixed = pattern.match(text, word.end())
        return (Verb(base, verb.force, verb.directive), fixed.end(), False) if fixed else None
    if form == "continues":
        return _continued(text, word.end(), opening)
    feeling = english.WITH_FEELING.match(text, word.end())
    return verb, feeling.end() if feeling else word.end(), False


def _restated(text: str, end: int) -> Phrase | None:
    found = english.RESTATED.match(text, end)
    if found is None:
        return None
    base = english.ASKING_NOUNS[found["noun"]]
    rest = found["rest"].strip(" ,")
    if base == "call upon" and rest == "for":
        base = "call for"
    force = "demand" if base in ("demand", "instruct") else "encourage" if base in _SOFT else "request"
    stop = found.end() if base in ("call upon", "call for") and rest in ("upon", "on", "for") else found.start("rest")
    return Verb(base, force, directive=True), stop, True


_SOFT = frozenset(("invite", "encourage", "recommend"))


def _continued(text: str, end: int, opening: bool) -> Phrase | None:
    following = re.compile(r"\s+to\s+(?:[a-z]+ly\s+)?").match(text, end)
    word = WORD.match(text, following.end()) if following else None
    if word is None or word.group() not in _BASES:
        return None
    return phrase_at(text, word, opening=opening, bare=True)


def _takes(text: str, end: int, opening: bool) -> Phrase | None:
    found = english.TAKES.match(text, end)
    return (Verb(f"take {found['what']}"), found.end(), False) if found else None


def _calls(text: str, end: int, opening: bool) -> Phrase | None:
    found = english.CALLS.match(text, end)
    if found is None:
        return None
    what = found["what"]
    if what in ("upon", "on"):
        return Verb("call upon", "request", directive=True), found.end(), False
    if what == "for":
        return Verb("call for", "request", directive=True), found.end(), False
    return Verb("call attention"), found.end(), False


def _appeals(text: str, end: int, opening: bool) -> Phrase | None:
    found = re.compile(r"\s*(?:,[^,;]{2,80},\s*)?(?:once again |urgently |strongly |further )?(?:to|for)\b").match(
        text, end
    )
    return (Verb("appeal", "request", directive=True), found.end(), False) if found else None


def _expresses(text: str, end: int, opening: bool) -> Phrase | None:
    found = english.EXPRESSES.match(text, end)
    if found is None:
        return Verb("express"), end, False
    feeling = english.PLAIN_FEELING.get(found["what"], found["what"])
    return Verb(f"express {feeling}"), found.end(), False


def _remains(text: str, end: int, opening: bool) -> Phrase | None:
    found = english.REMAINS.match(text, end)
    return (_state(found["what"]), found.end(), False) if found else None


def _state(what: str) -> Verb:
    """`remains concerned` is concern expressed, `remains seized` a decision; others stay what they are."""
    if what in ("concerned", "alarmed", "worried", "appalled", "disturbed", "dismayed", "outraged"):
        return Verb("express concern")
    if what == "seized":
        return Verb("decide", "decide")
    if what in ("grateful", "gratified", "pleased"):
        return Verb("express appreciation")
    return Verb(f"remain {what}")


_SPECIAL = {
    "takes": _takes,
    "calls": _calls,
    "appeals": _appeals,
    "expresses": _expresses,
    "voices": _expresses,
    "conveys": _expresses,
    "remains": _remains,
}
