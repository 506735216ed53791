"""What takes long, apart from requests: reading dropped files and taking them in, by a worker beside the server."""
