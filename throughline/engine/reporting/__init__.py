"""Reports as records: their blocks, the editions in which they are kept, and the text that people write into them."""
