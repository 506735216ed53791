"""Reads a docx from its XML parts: nothing of the text is lost, tracked changes in the view asked for."""

from throughline.readers.document.docx.document import read_docx

__all__ = ["read_docx"]
