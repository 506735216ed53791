"""What a paragraph cites: symbols that it prints or that its notes bear, the part that is meant, the date."""

from throughline.readers.resolution.citations.assemble import citations_of, cited_in
from throughline.readers.resolution.citations.records import Cited

__all__ = ["Cited", "citations_of", "cited_in"]
