"""Pages of sources: what was read and what came of it, undoing it, and reading new files in."""
