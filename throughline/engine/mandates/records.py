"""Documents of governing bodies as records: paragraphs, the acts in them, who is asked what, by when, citing what.

The names and meanings of the fields are the contract of `throughline parse` (docs/records.md).
"""

from dataclasses import dataclass, field

from throughline.engine.findings import Finding
from throughline.engine.sources import Cell

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of a document says of it; None where the document does not say.

    `symbol` is the public address of the document; `profile` the house style that was recognised; `adopted` and
    `distributed` are ISO dates; `session` is as printed ("Seventy-eighth session").
    """

    symbol: str | None = None
    body: str | None = None
    session: str | None = None
    title: str | None = None
    agenda_item: str | None = None
    adopted: str | None = None
    distributed: str | None = None
    language: str | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody asked to do something: the catalogue's name, the words used, and how it was found.

    `how` is `explicit`, `anaphora`, `inherited` or `implied`.
    """

    name: str
    surface: str
    how: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time that an act sets; `kind` is `date`, `session`, `recurring`, `next report` or `open`.

    `earliest` and `latest` are ISO dates or None; `computed` says that they follow from a session's window.
    """

    raw: str
    kind: str
    earliest: str | None = None
    latest: str | None = None
    body: str | None = None
    session: str | None = None
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Reporting:
    """A report, briefing, update or proposal that an act asks for, to whom, in which vehicle and how often."""

    raw: str
    to: str | None = None
    vehicle: str | None = None
    recurrence: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that the body does in a paragraph; `request` is what is asked or said, `span` in the source text.

    `verb` is in the English base form ("request", "take note"); `force` is `demand`, `request`, `encourage`,
    `decide` or `none` (acts that ask nothing of anybody).
    """

    verb: str
    request: str
    span: Span
    addressees: tuple[Addressee, ...] = ()
    inherited: bool = False
    reiterated: bool = False
    force: str = "none"
    deadline: Deadline | None = None
    reporting: Reporting | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that a paragraph cites: the words, its symbol, the part ("paragraph 26") and the date if said.

    `via_note` is the mark of the note that bears the symbol, None when the paragraph prints it itself.
    """

    raw: str
    symbol: str | None
    part: str | None = None
    date: str | None = None
    via_note: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its public address, its kind and what it holds.

    `kind` is `formula`, `preambular`, `operative`, `heading`, `annex` or `closing`; `level` counts from 1; `parent`
    is the `id` of the paragraph that it belongs to; `span` is in the source text, `text` is clean.
    """

    id: str
    kind: str
    number: str | None
    level: int
    parent: str | None
    verb: str | None
    text: str
    span: Span
    acts: tuple[Act, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A mandate that a report cites, with the words around it; `span` is of the citation in the source text."""

    citation: Citation
    context: str
    span: Span


@dataclass(frozen=True, slots=True)
class TrackedLine:
    """A line of a document with tracked changes, in one `view`: `adopted` (before them), `proposed` or `marked`.

    `part` is where it stands (`body`, `cell`, `footnote`, `endnote`), `label` the number that the view prints before
    it. `pieces` are (text, `same`, `inserted` or `deleted`); only the marked view has changes.
    """

    view: str
    part: str
    label: str
    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read: masthead, content by kind, findings, and what no rule claimed.

    `kind` is `resolution`, `decision`, `presidential statement`, `recommendation` or `report`; a report has
    `mentions` and `references` and no acts; the others have `paragraphs` and `notes` ({mark: text}). `tracked` holds
    the three views of a file that kept tracked changes; everything else is read from them as proposed.
    """

    kind: str
    file: str
    sha256: str
    format: str
    masthead: Masthead
    paragraphs: tuple[Paragraph, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    references: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    unclaimed: tuple[Span, ...] = ()
    tracked: tuple[TrackedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedMandate:
    """A mandate that a plan lists as its own: one entry for each symbol.

    `place` is the code of the programme or subprogramme that lists it; `body` the organ's name; `paragraph` is the
    part that is named ("para. 7", "section II"), if any.
    """

    place: str
    symbol: str
    title: str
    body: str | None
    paragraph: str | None
    raw: str
    cell: Cell | None = None
