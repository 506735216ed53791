"""Reports that are kept: what people wrote for their sections, and frozen editions with their digests."""
