"""Safe parsing; identifiers."""
