"""Pages of what is due: each person's values to enter, checked as they are typed, as a form and as a workbook."""
