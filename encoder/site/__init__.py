"""Reading: a static site made of editions, one document that is looked at while it is worked on."""
