"""Numbers in Chinese texts of the United Nations: groups of three, not of four."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
