"""Reports: templates bound to questions, and what people write into them, composed into blocks for the writers."""
