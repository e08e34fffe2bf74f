"""Notes and the places of their references."""
