"""What is known of languages, names and places before any text is read."""
