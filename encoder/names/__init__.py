"""Names of persons, places and bodies in running text."""
