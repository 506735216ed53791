"""The structure of a resolution: which paragraphs it has, of which kind, with which number, verb and clean text."""

from throughline.readers.resolution.structure.profiles import Recognised, recognise_source
from throughline.readers.resolution.structure.reading import read_structure

__all__ = ["Recognised", "read_structure", "recognise_source"]
