"""Pages of editing: the form of a place, result or deliverable, sets of changes, and workbooks out and in."""
