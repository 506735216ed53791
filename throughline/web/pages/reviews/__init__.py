"""Pages of the review of mandates: the list of a year, one mandate with what each part recommends, the actions."""
