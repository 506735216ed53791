"""Pages of people: the own account, the people of an organization, and the invitation that opens the door."""
