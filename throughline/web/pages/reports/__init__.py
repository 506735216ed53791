"""Pages of reports: those that there are, one as it stands or as an edition, and the texts that people write."""
