"""What reads: bytes into records and findings, without a database."""

# Raised whenever a rule of the readers changes what they read: files are then read again, unchanged ones too.
READER = "1"
