"""Roles: what an annotation or a fact is to the rules behind it, where its element or its key does not say.

A rule never asks which rule made something: another rule, a user's too, may make the like, and says so by its role.
"""

from __future__ import annotations

#: of ``div``: one of the versions of the document, each with notes of its own
VERSION = "version"
#: of ``div``: a letter or document of a volume in one file
UNIT = "unit"
#: of ``fw``: the record of a further page in the same file, which begins another document
PAGE = "page"
#: of ``head``: the heading that the document itself has, with its number
DOCUMENT = "document"
#: of ``head``: the heading of an official paper
PAPER = "paper"
#: of ``head``: number and title of one of several papers that an edition gathered
GATHERED = "gathered"
#: of what opens and closes a letter, and of facts read in one: who writes to whom
LETTER = "letter"
#: of ``closer``: it signs a section, and another may follow
SECTION = "section"
#: of ``date``: the day of an entry of a diary
ENTRY = "entry"
#: of ``p``: a bracket in a line of its own, no words of the document
ASIDE = "aside"
#: of ``list``: items one a line, without a blank line between them
TIGHT = "tight"
#: of what is replaced: the end of a line in a word
DIVIDED = "divided"
#: of ``persName``: a name of the user's lists, of which every mention has been weighed
LISTED = "listed"
#: of names: guessed from evidence that was weighed
WEIGHED = "weighed"
#: of facts: said by a catalogue's record; read in the title that it gives
CATALOGUE = "catalogue"
TITLE = "title"
#: of facts: said by the user
GIVEN = "given"
