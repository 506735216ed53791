"""Lists of words written as text."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, split at spaces and line ends, as a set."""
    return frozenset(text.split())


def word_list(text: str) -> list[str]:
    """Return the words of a text in order."""
    return text.split()
