"""Which block is what."""
