"""One document, many documents, and what is told of them."""
