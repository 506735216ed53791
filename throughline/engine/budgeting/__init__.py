"""Budgets: figures as printed, the fascicle that holds them, and the checks over them."""
