"""Numbers in Arabic texts of the United Nations: groups of three."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
