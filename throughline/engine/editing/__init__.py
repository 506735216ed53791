"""Editing: what persons change in a plan, as records, applied to the record of the plan."""
