"""Suggestions: which results and places may answer what nothing answers yet; worked out, read, accepted, dismissed."""
