"""Turns the bytes of a file into text, lines with spans and styles, and tables, whatever the format."""

from throughline.readers.document.records import Line, SourceText, Table, TableCell, Unreadable, View
from throughline.readers.document.read import read_source

__all__ = ["Line", "SourceText", "Table", "TableCell", "Unreadable", "View", "read_source"]
