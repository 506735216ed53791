"""What writes: records into bytes that other programs and people read."""
