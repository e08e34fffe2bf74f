"""Rules that read what belongs into the header."""
