"""The rules: one file each, in the order of the profiles."""
