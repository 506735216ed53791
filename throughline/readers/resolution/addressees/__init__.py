"""Who is asked: the words of an act that name somebody, split into names and brought to one form."""
