"""Forms of numbers where the field writes them otherwise than the language's default."""
