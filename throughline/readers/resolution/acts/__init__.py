"""Acts of operative paragraphs: what the body does in each, whom it asks, by when, and what it wants reported."""

from throughline.readers.resolution.acts.assemble import acts_of

__all__ = ["acts_of"]
