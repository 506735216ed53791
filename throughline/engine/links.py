"""Links from what is asked to the parts of plans that answer it: their shares, and what must hold about them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from throughline.engine.errors import NotAShare
from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.thread import Edge, Node, check_shares, thread_of

ANSWERED_BY = "answered by"
_FRACTION = re.compile(r"(?P<part>\d{1,9})\s*/\s*(?P<whole>\d{1,9})")
_PER_CENT = re.compile(r"(?P<number>\d{1,3}(?:[.,]\d{1,6})?)\s*[%\u066a]")
_DECIMAL = re.compile(r"[01](?:[.,]\d{1,9})?")


@dataclass(frozen=True, slots=True)
class Link:
    """That a part of a plan answers what is asked: `source` is an act, a paragraph or a document, `target` a place or
    a result of a plan of the period `period`.

    `share` is the part of what is asked that the target answers, None where it is not shared out. `source_now` and
    `target_now` are the digests of what stands at the two ends now, None where nothing does; `source_then` and
    `target_then` those of what stood there when a person last looked.
    """

    address: str
    source: str
    target: str
    period: str
    share: Fraction | None = None
    source_now: str | None = None
    target_now: str | None = None
    source_then: str | None = None
    target_then: str | None = None


def link_code(organization: str, source: str, target: str) -> str:
    """What names a link for good: 16 digits that follow from whose it is and from its two ends."""
    return sha256("\x1f".join((organization, source, target)).encode("utf-8")).hexdigest()[:16]


def link_address(code: str) -> str:
    """The public address of a link: `link:8f2a51d07c3be964`."""
    return f"link:{code}"


def text_digest(text: str) -> str:
    """The digest of a text as it is read: blanks made single, so that another line break is no other text."""
    return sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()


def read_share(text: str) -> Fraction | None:
    """A share as a person writes it: `1/3`, `33.5 %`, `0.25`, `1`; None for nothing at all.

    Raises `NotAShare` for what is no number, and for one that is not above zero and at most one.
    """
    said = text.strip()
    if not said:
        return None
    share = _number(said)
    if share is None:
        raise NotAShare("A share is a fraction (1/3), a percentage (25 %) or a number up to 1 (0.25).")
    if not 0 < share <= 1:
        raise NotAShare("A share is more than nothing and at most the whole.")
    return share


def _number(said: str) -> Fraction | None:
    if found := _FRACTION.fullmatch(said):
        return Fraction(int(found["part"]), int(found["whole"])) if int(found["whole"]) else None
    if found := _PER_CENT.fullmatch(said):
        return Fraction(found["number"].replace(",", ".")) / 100
    return Fraction(said.replace(",", ".")) if _DECIMAL.fullmatch(said) else None


def edges_of(links: Iterable[Link]) -> tuple[Edge, ...]:
    """Links as edges of the line, from what is asked to what answers it, with the share that goes there."""
    return tuple(Edge(one.source, one.target, ANSWERED_BY, one.share) for one in links)


def check_link_shares(links: Iterable[Link]) -> list[Finding]:
    """TH-SHARES: what is asked is shared out to more than one over the plans of a period.

    Each period is looked at apart: what was answered whole last year may be answered whole this year again.
    """
    periods: dict[str, list[Link]] = {}
    for one in links:
        periods.setdefault(one.period, []).append(one)
    findings = []
    for _period, of_period in sorted(periods.items()):
        ends = dict.fromkeys(end for one in of_period for end in (one.source, one.target))
        findings += check_shares(thread_of((Node(end, "end of a link") for end in ends), edges_of(of_period)))
    return findings


def check_link_ends(links: Iterable[Link]) -> list[Finding]:
    """PL-LINK-SOURCE, PL-LINK-TARGET, PL-LINK-CHANGED: an end of a link is gone, or says something else by now."""
    findings = []
    for one in links:
        for code, end, other, now, then in (
            ("PL-LINK-SOURCE", one.source, one.target, one.source_now, one.source_then),
            ("PL-LINK-TARGET", one.target, one.source, one.target_now, one.target_then),
        ):
            if now is None:
                message = Sentence(
                    "%(end)s is linked to %(other)s and stands in no version in force any more: end the link, or make "
                    "it anew with what took its place.",
                    end=end,
                    other=other,
                )
                findings.append(Finding(code, Severity.ERROR, one.address, message))
            elif then and now != then:
                message = Sentence(
                    "%(end)s says something else than when it was linked to %(other)s: read it, and confirm or end "
                    "the link.",
                    end=end,
                    other=other,
                )
                findings.append(Finding("PL-LINK-CHANGED", Severity.WARNING, one.address, message))
    return findings
