"""Lines become blocks."""
