"""The JSON API: every read of the pages, for programs; described by openapi.json, told by docs/api.md."""
