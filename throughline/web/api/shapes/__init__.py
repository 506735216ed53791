"""The shapes of what the API answers: one record for each kind of row, under the names that docs/records.md uses."""
