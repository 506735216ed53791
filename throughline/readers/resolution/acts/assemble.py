"""From verbs to acts: items inherit from their chapeau, keyword lines carry verb and addressee, spans go to the source."""

from dataclasses import dataclass, replace

from throughline.engine.mandates.records import Act, Addressee, Deadline, Span
from throughline.readers.resolution.acts.chapeau import is_action, only_introduces, opens_list
from throughline.readers.resolution.verbs.hits import Hit
from throughline.readers.resolution.acts.verbs import acting_verbs, keyword_of, later_verbs
from throughline.readers.resolution.addressees.resolve import who_is_asked
from throughline.readers.resolution.deadlines import Calendar, calendar_of, deadline_in
from throughline.readers.resolution.records import RawParagraph, Reading
from throughline.readers.resolution.reporting import reporting_in


@dataclass(frozen=True, slots=True)
class Carried:
    """What a chapeau hands to its items; `asks` says whether it has an act of its own."""

    hit: Hit
    addressees: tuple[Addressee, ...]
    deadline: Deadline | None
    asks: bool


@dataclass(slots=True)
class _Scene:
    """What is known while the paragraphs are read in order."""

    calendar: Calendar
    language: str
    statement: bool
    earlier: tuple[Addressee, ...]
    carried: dict[str, Carried]
    parents: frozenset[str]


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
    if inherited is None and (key := keyword_of(paragraph, scene.language)):
        inherited = Carried(key.hit, key.addressees, None, asks=False)
    if inherited is None:
        return ()
    return _inherited_acts(paragraph, inherited, scene)


def _own_acts(paragraph: RawParagraph, hits: tuple[Hit, ...], scene: _Scene) -> tuple[Act, ...]:
    text = paragraph.text
    acts: list[Act] = []
    for index, hit in enumerate(hits):
        end = _act_end(text, hits[index + 1].start if index + 1 < len(hits) else len(text))
        addressees, request = who_is_asked(text, hit, end, scene.earlier, language=scene.language)
        scene.earlier = (scene.earlier + addressees)[-12:]
        act = _act(paragraph, hit, addressees, request, end, scene)
        acts.append(act)
    last = hits[-1]
    opens = opens_list(text) or paragraph.id in scene.parents
    if opens:
        asks = not (opens_list(text) and only_introduces(text, last, len(text)))
        scene.carried[paragraph.id] = Carried(last, acts[-1].addressees, acts[-1].deadline, asks)
        if not asks:
            acts.pop()
    return tuple(acts)


def _inherited_acts(paragraph: RawParagraph, carried: Carried, scene: _Scene) -> tuple[Act, ...]:
    """The act of an item: its chapeau's verb and addressee, with the item's words as what is asked."""
    text = paragraph.text
    addressees = tuple(replace(one, how="inherited") for one in carried.addressees)
    own, start = who_is_asked(text, replace(carried.hit, start=0, end=0), len(text), scene.earlier, language=scene.language)
    if not addressees and own:
        addressees = own
    later = later_verbs(text, carried.hit, language=scene.language)
    end = _act_end(text, later[0].start if later else len(text))
    hit = replace(carried.hit, start=0, end=0)
    act = replace(_act(paragraph, hit, addressees, 0, end, scene), inherited=True)
    if act.deadline is None:
        act = replace(act, deadline=carried.deadline)
    opens = opens_list(text) or paragraph.id in scene.parents
    empty = opens_list(text) and _item_only_introduces(text, hit)
    if opens:
        scene.carried[paragraph.id] = Carried(carried.hit, carried.addressees or addressees, act.deadline, not empty)
    acts: list[Act] = []
    if not empty and (not carried.asks or is_action(text)):
        acts.append(act)
    if later:
        acts.extend(_own_acts(paragraph, later, scene))
    return tuple(acts)


def _item_only_introduces(text: str, hit: Hit) -> bool:
    return only_introduces(text, hit, len(text))


def _act(
    paragraph: RawParagraph, hit: Hit, addressees: tuple[Addressee, ...], request: int, end: int, scene: _Scene
) -> Act:
    text = paragraph.text
    deadline = deadline_in(text, hit, end, scene.calendar)
    return Act(
        verb=hit.verb.base,
        request=text[request:end].strip(" ,;:."),
        span=source_span(paragraph, hit.start, end),
        addressees=addressees,
        reiterated=hit.reiterated,
        force=hit.verb.force,
        deadline=deadline,
        reporting=reporting_in(text, hit, request, end, deadline, scene.calendar),
    )


def _act_end(text: str, end: int) -> int:
    """Leave out the words that only link one act to the next."""
    words = text[:end].rstrip()
    for link in (" and", " but", " and in this regard", " in this regard"):
        if words.endswith(link):
            words = words[: -len(link)].rstrip()
    return len(words.rstrip(" ,;"))


def source_span(paragraph: RawParagraph, start: int, end: int) -> Span:
    """Return where `text[start:end]` of a paragraph stands in the source text."""
    if not paragraph.offsets or end <= start:
        return paragraph.span
    last = min(end, len(paragraph.offsets)) - 1
    return paragraph.offsets[min(start, last)], paragraph.offsets[last] + 1
