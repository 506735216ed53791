"""Planning: plans as budgets print them, frameworks of results, and what contributes to what."""
