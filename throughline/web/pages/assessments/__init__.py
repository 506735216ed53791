"""Pages of self-assessments: the list by year, one node over the years, and the forms."""
