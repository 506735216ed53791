"""Open data: the sets that an organization publishes, with their dictionary, as files; IATI; Akoma Ntoso."""
