"""Reporting: what the checks over the whole record find, kept from day to day."""
