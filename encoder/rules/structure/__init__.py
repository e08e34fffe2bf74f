"""Rules that find the parts of a document: pages, notes, headings, lists, paragraphs."""
