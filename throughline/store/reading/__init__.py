"""Reading files in: what was dropped waits in a batch until it is read, looked at, and taken in or left."""
