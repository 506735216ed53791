"""Pages of plans: the outline, a place with its line, a result, printed tables and where a figure came from."""
