"""Reads a pdf: printed lines put back into paragraphs, running heads and feet apart, notes at their mark."""

from throughline.readers.document.pdf.document import read_pdf

__all__ = ["read_pdf"]
