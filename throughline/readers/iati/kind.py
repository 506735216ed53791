"""Whether a file is one of IATI, told by its outermost element."""

import re

_ROOT = re.compile(rb"<(?!!--)(?:[\w.-]{1,30}:)?([\w.-]+)")
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_HEAD = 65_536
ROOTS = (b"iati-activities", b"iati-organisations")


def is_iati(data: bytes) -> bool:
    """Whether the first element of the bytes is one of IATI; one pass over the head of the file."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    first = _ROOT.search(_COMMENT.sub(b"", head))
    return bool(first and first[1] in ROOTS)
