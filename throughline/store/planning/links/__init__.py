"""Links from what is asked to the results and places of plans that answer it: tables, reads, actions."""
