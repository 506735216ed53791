"""Writes IATI 2.03: a publication of activities or of organisations as XML, in the order of the schema."""

from throughline.writers.iati.writing import iati_xml

__all__ = ["iati_xml"]
