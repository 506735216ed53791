"""Where a body acts in a text: its finite verbs, told from those of others, in three languages."""
