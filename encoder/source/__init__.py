"""Reading texts and what is said about them."""
