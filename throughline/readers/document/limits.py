"""How large, how deep and how dense a file may be, and the one way to refuse it."""

from throughline.engine.findings import Finding, Severity
from throughline.readers.document.records import Unreadable

MAX_FILE_BYTES = 300_000_000
"""A file on disk; the largest budget documents with their pictures take some 30 MB."""

MAX_TEXT_CHARACTERS = 20_000_000
"""The text of one document: some 6,000 pages. Larger files are refused, not half read."""

MAX_LINES = 500_000
"""Lines of one document; each takes some 300 bytes."""

MAX_ZIP_ENTRIES = 10_000
MAX_ZIP_TOTAL_BYTES = 1_000_000_000
MAX_PART_BYTES = 100_000_000
"""One XML part once unpacked; the largest real one seen takes 14 MB."""

MAX_PART_RATIO = 300
"""Unpacked bytes for one packed byte; word processors reach 60. Asked only above `RATIO_FREE_BYTES`."""

RATIO_FREE_BYTES = 5_000_000

MAX_XML_TAGS = 3_000_000
"""Tags of one XML part or page; a tree of so many takes some 600 MB, the largest real one seen has 0.8 million."""

MAX_XML_DEPTH = 256
"""Elements within elements, the bound of the XML parser; word processors reach 60."""

MAX_PDF_PAGES = 2_000


def refusal(code: str, where: str, message: str) -> Unreadable:
    """The exception to raise for a file that is not read, with the one finding that says why and what to do."""
    return Unreadable(Finding(code, Severity.ERROR, where, message))
