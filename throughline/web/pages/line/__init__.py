"""The line of any node: one picture, the same as a table, and the same as JSON."""
