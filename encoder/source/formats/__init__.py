"""Documents in other forms (docx, odt, rtf, epub, saved web pages, PDF) become text with light markup: ``convert``."""

#: the kinds of files that are read here
FORMS = frozenset(("docx", "odt", "rtf", "epub", "html", "mhtml", "pdf"))
