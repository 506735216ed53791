"""Pages of mandates: the registry, what is asked, and a document with its paragraphs and acts."""
