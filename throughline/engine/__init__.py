"""What thinks: pure functions on frozen records, without a database, a clock or a file."""
