"""Tools for people who write schemas."""
