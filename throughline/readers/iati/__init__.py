"""Reads IATI: files of activities and of organisations, with a finding for each fault."""

from throughline.readers.iati.kind import is_iati
from throughline.readers.iati.reading import read_iati

__all__ = ["is_iati", "read_iati"]
