"""The review of mandates that plans list: rounds, recommendations of each part of the house, comments, aids."""
