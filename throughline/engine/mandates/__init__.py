"""Mandates: documents, paragraphs, acts, citations, and what the record must hold about them."""
