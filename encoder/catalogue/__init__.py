"""What a page of a digital archive says of its document: the record, the citation, who did what."""
