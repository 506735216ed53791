"""The pages by subject: each view asks the store, and hands records to a template."""
