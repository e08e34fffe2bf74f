"""Lists of persons, places, organisations and terms: entries, index, reading them."""
