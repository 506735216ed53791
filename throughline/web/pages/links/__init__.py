"""Pages of links: all of them, one with its history, and the page on which one is made."""
