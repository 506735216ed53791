"""What reads: bytes into records and findings, without a database."""
