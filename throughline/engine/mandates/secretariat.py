"""Who counts as the secretariat: heads, offices and departments that act on what governing bodies ask."""

import re

# Heads of secretariats, and the words that begin the names of their offices (Organization, United Nations style).
_HEADS = re.compile(
    r"^(?:(?:Deputy |Assistant |Under-)?Secretary-General|(?:Deputy |Assistant )?Director-General|Secretariat\b|"
    r"(?:Deputy )?Executive (?:Director|Secretary)|Executive Secretariat|(?:Deputy )?Secretary of\b|"
    r"(?:United Nations )?High Commissioner|(?:Emergency Relief|Resident) Coordinator|Special (?:Representative|Envoy|"
    r"Adviser) of the Secretary-General|Controller|Registrar|Chief Information Technology Officer|"
    r"(?:Directors?|Chief) of (?:the )?.*\b(?:Bureau|Bureaux|Office|Department|Division|Service)|"
    r"(?:Office|Department|Bureau|Division|Executive Office) (?:of|for)\b|.*\bSecretariat$|"
    r"United Nations (?:Office|Secretariat|Environment Programme|Human Settlements Programme)\b|"
    r"Regional (?:Office|Director)s?\b|Heads? of\b.*\b(?:secretariat|Secretariat|departments?)\b)"
)


def is_secretariat(name: str) -> bool:
    """Tell whether an addressee's name is one of the secretariat's: its head, an office, a bureau, a department."""
    return _HEADS.match(name) is not None
