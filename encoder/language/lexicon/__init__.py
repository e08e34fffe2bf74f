"""Word lists (TOML) and what reads them."""
