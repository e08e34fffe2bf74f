"""From a resolved draft to TEI: the only room that builds XML."""

from encoder.tei.document import Edition, to_bytes, write

__all__ = ["Edition", "to_bytes", "write"]
