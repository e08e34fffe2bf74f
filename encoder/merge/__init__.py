"""Three states of an edition become one: what was written last, what a person made of it, what would be written now."""
