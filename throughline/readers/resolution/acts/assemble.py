"""From verbs to acts: items inherit from their chapeau, keyword lines carry verb and addressee, spans go to the "
"source."""

import re
from dataclasses import dataclass, replace

from throughline.engine.mandates.records import Act, Addressee, Deadline, Span
from throughline.engine.periods import BODIES_WITH_SESSIONS
from throughline.readers.resolution.acts.chapeau import is_action, only_introduces, opens_list
from throughline.readers.resolution.acts.verbs import acting_verbs, keyword_of, later_verbs
from throughline.readers.resolution.addressees.resolve import who_is_asked
from throughline.readers.resolution.deadlines import Calendar, calendar_of, deadline_in
from throughline.readers.resolution.records import RawParagraph, Reading
from throughline.readers.resolution.reporting import reporting_in
from throughline.readers.resolution.verbs.hits import Hit


@dataclass(frozen=True, slots=True)
class Carried:
    """What a chapeau hands to its items.

    `contents` says that the items tell what an asked report holds: such an item is an act only if it says what to
    do. `open` says that the chapeau's words call for items, `empty` that it asks nothing without them.
    """

    hit: Hit
    addressees: tuple[Addressee, ...]
    deadline: Deadline | None
    contents: bool
    open: bool
    empty: bool


@dataclass(slots=True)
class _Scene:
    """What is known while the paragraphs are read in order."""

    calendar: Calendar
    language: str
    statement: bool
    earlier: tuple[Addressee, ...]
    carried: dict[str, Carried]
    parents: frozenset[str]
    chapeau: Carried | None = None


# Items that a line of its own opens, without being numbered under it: "Recommends to the Ministries," "1. That".
_CLAUSE = re.compile(r"^\W*(?:That|Que|Qu['’])\b")


def acts_of(reading: Reading) -> tuple[tuple[Act, ...], ...]:
    """Return the acts of each paragraph of `reading.paragraphs`, () for those that are not operative."""
    if reading.kind == "report":
        return tuple(() for _ in reading.paragraphs)
    scene = _Scene(
        calendar=calendar_of(reading),
        language=(reading.masthead.language or "en")[:2],
        statement=reading.kind == "presidential statement",
        earlier=(),
        carried={},
        parents=frozenset(p.parent for p in reading.paragraphs if p.parent),
    )
    return tuple(_acts_in(p, scene) if p.kind == "operative" else () for p in reading.paragraphs)


def _acts_in(paragraph: RawParagraph, scene: _Scene) -> tuple[Act, ...]:
    hits = acting_verbs(paragraph, language=scene.language, statement=scene.statement)
    if hits:
        return _own_acts(paragraph, hits, scene)
    inherited = scene.carried.get(paragraph.parent or "")
    if inherited is None and scene.chapeau is not None and _CLAUSE.match(paragraph.text):
        inherited = scene.chapeau
    if inherited is None and (key := keyword_of(paragraph, scene.language)):
        inherited = Carried(key.hit, key.addressees, None, contents=False, open=True, empty=True)
    if inherited is None or not (inherited.open or paragraph.number):
        return ()
    return _inherited_acts(paragraph, inherited, scene)


def _own_acts(paragraph: RawParagraph, hits: tuple[Hit, ...], scene: _Scene) -> tuple[Act, ...]:
    text = paragraph.text
    acts: list[Act] = []
    for index, hit in enumerate(hits):
        end = _act_end(text, hits[index + 1].start if index + 1 < len(hits) else len(text))
        addressees, request = who_is_asked(text, hit, end, scene.earlier, language=scene.language)
        scene.earlier = (scene.earlier + addressees)[-12:]
        asked_at = request
        if index + 1 < len(hits) and _only_names(text[hit.end : end], hit, addressees):
            asked_at, end = _shared_request(text, hits, index, scene, request, end)
        act = _act(paragraph, hit, addressees, asked_at, end, scene)
        if acts and addressees and not acts[-1].addressees and _shares_object(text, hits[index - 1], hit):
            acts[-1] = replace(acts[-1], addressees=addressees)
        acts.append(act)
    scene.chapeau = None
    if (
        paragraph.number is None
        and acts[-1].verb in ("recommend", "decide", "resolve")
        and text.rstrip().endswith((",", ":"))
    ):
        scene.chapeau = Carried(hits[-1], acts[-1].addressees, None, contents=False, open=True, empty=True)
    if paragraph.id in scene.parents:
        opens = opens_list(text)
        introduces = opens and only_introduces(text, hits[-1], len(text))
        last = acts[-1]
        contents = not introduces and hits[-1].verb.directive and last.reporting is not None
        scene.carried[paragraph.id] = Carried(hits[-1], last.addressees, last.deadline, contents, opens, introduces)
        if introduces:
            acts.pop()
    return tuple(acts)


_LINKS = re.compile(
    r"\b(?:the|all|and|as well as|as appropriate|also|further|other|relevant|where|appropriate|once again|or|in|this|"
    r"that|regard|respect)\b|\W|\d"
)


def _only_names(words: str, hit: Hit, addressees: tuple[Addressee, ...]) -> bool:
    """Tell whether an act names somebody and says no more, or says nothing: what it asks follows later."""
    if not hit.verb.directive or any(one.how != "explicit" for one in addressees):
        return False
    left = words.replace("\u2011", "-").replace("’", "'")
    for one in sorted(addressees, key=lambda one: -len(one.surface)):
        left = left.replace(one.surface, " ")
    return not _LINKS.sub("", left)


def _shared_request(
    text: str, hits: tuple[Hit, ...], index: int, scene: _Scene, request: int, end: int
) -> tuple[int, int]:
    """ "requests A and invites B to mend the wheel": where what both are asked begins and ends."""
    for later in range(index + 1, min(index + 4, len(hits))):
        hit = hits[later]
        stop = _act_end(text, hits[later + 1].start if later + 1 < len(hits) else len(text))
        if not hit.verb.directive or re.search(r"[;.]", text[end : hit.start]):
            break
        whom, begins = who_is_asked(text, hit, stop, scene.earlier, language=scene.language)
        if begins > hit.end:
            return begins, stop
        if not _only_names(text[hit.end : stop], hit, whom):
            break
    return request, end


def _shares_object(text: str, one: Hit, other: Hit) -> bool:
    """ "encourages and urges all businesses": both verbs ask the same."""
    return one.verb.directive and text[one.end : other.start].strip(" ,") in ("and", "")


def _inherited_acts(paragraph: RawParagraph, carried: Carried, scene: _Scene) -> tuple[Act, ...]:
    """The act of an item: its chapeau's verb and addressee, with the item's words as what is asked."""
    text = paragraph.text
    addressees = tuple(replace(one, how="inherited") for one in carried.addressees)
    own, _ = who_is_asked(text, replace(carried.hit, start=0, end=0), len(text), scene.earlier, language=scene.language)
    if not addressees and own:
        addressees = own
    later = later_verbs(text, carried.hit, language=scene.language)
    end = _act_end(text, later[0].start if later else len(text))
    hit = replace(carried.hit, start=0, end=0)
    act = replace(_act(paragraph, hit, addressees, 0, end, scene), inherited=True)
    if act.deadline is None:
        act = replace(act, deadline=carried.deadline)
    empty = False
    if paragraph.id in scene.parents:
        opens = opens_list(text)
        empty = opens and only_introduces(text, hit, len(text))
        contents = carried.contents or (not empty and act.reporting is not None)
        scene.carried[paragraph.id] = Carried(
            carried.hit, carried.addressees or addressees, act.deadline, contents, opens, empty
        )
    acts: list[Act] = []
    if not empty and (carried.empty or is_action(text) or not carried.contents):
        acts.append(act)
    if later:
        acts.extend(_own_acts(paragraph, later, scene))
    return tuple(acts)


def _act(
    paragraph: RawParagraph, hit: Hit, addressees: tuple[Addressee, ...], request: int, end: int, scene: _Scene
) -> Act:
    text = paragraph.text
    calendar = _calendar_for(addressees, scene.calendar) if hit.end == 0 else scene.calendar
    deadline = deadline_in(text, hit, end, calendar, language=scene.language)
    return Act(
        verb=hit.verb.base,
        request=text[request:end].strip(" ,;:."),
        span=source_span(paragraph, hit.start, end),
        addressees=addressees,
        reiterated=hit.reiterated,
        force=hit.verb.force,
        deadline=deadline,
        reporting=reporting_in(text, hit, request, end, deadline, calendar, language=scene.language),
    )


def _calendar_for(addressees: tuple[Addressee, ...], calendar: Calendar) -> Calendar:
    """In an item, "its session" is of the body that the chapeau asks, if it asks one body alone."""
    if len(addressees) == 1 and (name := addressees[0].name) in BODIES_WITH_SESSIONS and name != calendar.body:
        return replace(calendar, body=name, session=None)
    return calendar


def _act_end(text: str, end: int) -> int:
    """Leave out the words that only link one act to the next."""
    words = text[:end].rstrip()
    for link in (" and", " but", " and in this regard", " in this regard", " et", " y", " e"):
        if words.endswith(link):
            words = words[: -len(link)].rstrip()
    return len(words.rstrip(" ,;"))


def source_span(paragraph: RawParagraph, start: int, end: int) -> Span:
    """Return where `text[start:end]` of a paragraph stands in the source text."""
    if not paragraph.offsets or end <= start:
        return paragraph.span
    last = min(end, len(paragraph.offsets)) - 1
    return paragraph.offsets[min(start, last)], paragraph.offsets[last] + 1
