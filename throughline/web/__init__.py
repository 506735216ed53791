"""The room that shows: settings, addresses, pages by subject, templates and the server."""
