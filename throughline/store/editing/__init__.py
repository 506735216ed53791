"""Editing in the store: what persons typed into plans, their drafts, and the action that writes an edit."""
