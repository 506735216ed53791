"""The JSON API: every read and every action of the pages, for programs; told by docs/api.md."""
