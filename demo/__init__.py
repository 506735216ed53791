"""The documents of a small invented organization, and what builds the docx files among them from their sources."""
