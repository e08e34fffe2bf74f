"""tei-encoder: plain text copied from digital archives becomes TEI P5, by rules, with nothing lost."""

__version__ = "0.1.0"
