"""A difference as pages show it: pairs of paragraphs side by side, what is unchanged folded away, counts in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.engine.comparison import Mark, Pair, Passage, Stretch, stretches_of
from throughline.web.pages.frame import Status, Words

# Unchanged paragraphs that stand together in at least this number are folded.
FOLDED = 3
WORDS = {
    Mark.CHANGED: Status("attention", gettext_lazy("Changed")),
    Mark.INSERTED: Status("good", gettext_lazy("New")),
    Mark.DELETED: Status("bad", gettext_lazy("Taken out")),
    Mark.MOVED: Status("plain", gettext_lazy("Moved")),
    Mark.SAME: Status("plain", gettext_lazy("Unchanged")),
}


@dataclass(frozen=True, slots=True)
class Side:
    """A paragraph on one side: its number as printed, and its stretches; `is_there` False where there was none."""

    label: str = ""
    stretches: tuple[Stretch, ...] = ()
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph on both sides, with what became of it in words; `is_renumbered` where only its number is another."""

    mark: str
    status: Status
    before: Side
    after: Side
    is_renumbered: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together; `folded` says in words how many unchanged ones are folded away, "" where none are."""

    rows: tuple[Row, ...]
    folded: Words = ""


@dataclass(frozen=True, slots=True)
class DifferenceShown:
    """Two texts side by side: what each is called, the rows in groups, and what differs in all, in one sentence.

    `language` is that of the texts, "" where they are words of the interface.
    """

    before: Words
    after: Words
    groups: tuple[Group, ...]
    answer: str
    language: str = ""


def difference_shown(before: Words, after: Words, pairs: Sequence[Pair], language: str = "") -> DifferenceShown:
    """The pairs of a comparison as `parts/difference.html` shows them."""
    return DifferenceShown(before, after, tuple(_groups(pairs)), said(pairs), language)


def texts_shown(before: Words, after: Words, texts: Iterable[tuple[str, str, str]]) -> DifferenceShown:
    """Texts that changed, as (name, before, after): for the fields of a form, or the places of a preview."""
    pairs = [_pair(Passage(name, name, was), Passage(name, name, now)) for name, was, now in texts]
    return difference_shown(before, after, pairs)


def _pair(was: Passage, now: Passage) -> Pair:
    stretches = stretches_of(was.text, now.text)
    if not was.text and now.text:
        return Pair(Mark.INSERTED, None, now, stretches)
    if was.text and not now.text:
        return Pair(Mark.DELETED, was, None, stretches)
    is_same = all(one.mark is Mark.SAME for one in stretches)
    return Pair(Mark.SAME if is_same else Mark.CHANGED, was, now, stretches)


def said(pairs: Sequence[Pair]) -> str:
    """What differs, in words: "3 paragraphs changed, 1 is new, 2 are taken out"."""
    count = {mark: sum(1 for pair in pairs if pair.mark is mark) for mark in Mark}
    parts = []
    if number := count[Mark.CHANGED]:
        parts.append(ngettext("%(count)s changed", "%(count)s changed", number) % {"count": number})
    if number := count[Mark.INSERTED]:
        parts.append(ngettext("%(count)s is new", "%(count)s are new", number) % {"count": number})
    if number := count[Mark.DELETED]:
        parts.append(ngettext("%(count)s is taken out", "%(count)s are taken out", number) % {"count": number})
    if number := count[Mark.MOVED]:
        parts.append(ngettext("%(count)s moved", "%(count)s moved", number) % {"count": number})
    if not parts:
        return _("The texts are the same.")
    same = count[Mark.SAME]
    parts.append(ngettext("%(count)s is unchanged", "%(count)s are unchanged", same) % {"count": same})
    return _("Of the paragraphs, %(parts)s.") % {"parts": _(", ").join(parts)}


def _groups(pairs: Sequence[Pair]) -> Iterator[Group]:
    for is_same, found in groupby(pairs, key=lambda pair: pair.mark is Mark.SAME):
        rows = tuple(_row(pair) for pair in found)
        if is_same and len(rows) >= FOLDED:
            words = ngettext("%(count)s paragraph unchanged", "%(count)s paragraphs unchanged", len(rows))
            yield Group(rows, words % {"count": len(rows)})
        else:
            yield Group(rows)


def _row(pair: Pair) -> Row:
    was, now = pair.before, pair.after
    return Row(
        mark=pair.mark.value,
        status=WORDS[pair.mark],
        before=_side(was, pair.stretches, Mark.INSERTED),
        after=_side(now, pair.stretches, Mark.DELETED),
        is_renumbered=was is not None and now is not None and was.label != now.label,
    )


def _side(passage: Passage | None, stretches: Iterable[Stretch], without: Mark) -> Side:
    if passage is None:
        return Side(is_there=False)
    return Side(passage.label, tuple(one for one in stretches if one.mark is not without))
