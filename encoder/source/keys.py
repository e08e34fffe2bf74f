"""The keys of ``edition.toml``: which field each fills, its type, its meaning. The tables are the documentation, too."""

from __future__ import annotations

from collections.abc import Mapping

_BRACKETS = (
    "whose words stand in square brackets, in the profile plain: editor, translator or author; without it the translator, where a "
    "bracket below the text names one"
)
_DOI = "its DOI; {} stands for the identifier of a document (10.1234/letters.{}), without it the DOI is that of the whole edition"
_SCHEMA = (
    "folder of the schema as seen from the output folder (../schema, filled by `schema export`); without it editions point to the address "
    "of tei_all; none leaves the instructions out"
)
_FILE_NAMES = (
    "what the names of the files say: \"{date}_{sender}_{n}\"; the fields are those of file_names below, {} is anything; the first pattern "
    "that fits counts"
)
#: field of a pattern of file names -> the key of a document it fills ("" for none), its meaning
FIELDS: Mapping[str, tuple[str, str]] = {
    "date": ("date", "a day, month or year: 1871-05-04, 18710504, 1871-05, 1871"),
    "sender": ("sender", "who wrote it; _ and + stand for blanks"),
    "recipient": ("recipient", "who got it"),
    "place": ("place", "where it was written"),
    "title": ("title", "its title"),
    "repository": ("repository", "the archive"),
    "collection": ("collection", "the fonds or collection"),
    "shelfmark": ("shelfmark", "file or shelfmark"),
    "language": ("language", "its language, as a BCP 47 tag"),
    "n": ("", "a number that tells files apart; it fills nothing"),
}
#: key of ``[edition]`` -> field of Metadata (or None: used elsewhere), type, meaning
EDITION: Mapping[str, tuple[str | None, type, str]] = {
    "title": ("edition_title", str, "title of the whole edition"),
    "series": ("series", str, "series that the edition belongs to"),
    "version": ("version", str, "which edition this is (1.0, second edition)"),
    "publisher": ("publisher", str, "who publishes this digital edition"),
    "publisher_place": ("publisher_place", str, "where it is published"),
    "distributor": ("distributor", str, "who distributes it, such as a repository"),
    "authority": ("authority", str, "who makes it available, where nobody publishes it"),
    "date": ("date", str, "when it is published (YYYY, YYYY-MM or YYYY-MM-DD)"),
    "doi": ("doi", str, _DOI),
    "handle": ("handle", str, "its handle, written as a DOI is"),
    "uri": ("uri", str, "the address where it stands for good; {} stands for the identifier of a document"),
    "funder": ("funder", list, "who paid for it"),
    "keywords": ("keywords", list, "what the edition is about, for catalogues of data"),
    "class_scheme": ("class_scheme", str, "address of the classification that the classes of the documents are from"),
    "status": ("status", str, "how far it is (draft, approved, published), for revisionDesc"),
    "licence": ("licence", str, "the licence of the edition, in words"),
    "licence_url": ("licence_url", str, "where the licence stands"),
    "availability": ("availability", str, "free, restricted or unknown"),
    "project": ("project", str, "what the edition is for, a sentence or more"),
    "language": ("language", str, "language of the texts, as a BCP 47 tag (en)"),
    "encoding": ("encoding", str, "encoding of the files (windows-1252); without it each file is to tell"),
    "link": ("link", str, "attribute that links names: ref, corresp or key"),
    "divided": ("divided", str, "words that a line's end divides: lb, or join for the whole word with its divided form in w/@orig"),
    "brackets": ("brackets", str, _BRACKETS),
    "schema": ("schema", str, _SCHEMA),
    "file_names": (None, list, _FILE_NAMES),
    "persons": (None, list, "files with persons, as seen from this file"),
    "terms": (None, list, "files with abbreviations, as seen from this file"),
    "places": (None, list, "files with places, as seen from this file"),
    "orgs": (None, list, "files with organisations, as seen from this file"),
    "responsible": (None, list, "who did what: tables with resp and name"),
    "change": (None, list, "the history of the edition, the newest first: tables with when and what"),
}
#: key of a ``[[document]]`` -> field of Metadata
DOCUMENT: Mapping[str, tuple[str | None, type, str]] = {
    "file": (None, str, "file name, with its ending or without; * and ? stand for any characters"),
    "source": (None, str, "name of the [source.NAME] it was copied from"),
    "persons": (None, list, "files with its persons, as seen from this file"),
    "profile": ("profile", str, "frus, wilson or plain"),
    "brackets": ("brackets", str, _BRACKETS),
    "title": ("title", str, "title of the document, where the text has none"),
    "url": ("url", str, "where the document was copied from"),
    "date": ("document_date", str, "date of the document (ISO 8601)"),
    "dateline": ("dateline", str, "dateline that the source prints and the copied text lacks"),
    "place": ("place", str, "place of writing"),
    "signature": ("signature", str, "signature that the source prints and the copied text lacks"),
    "sender": ("sender", str, "sender, where the head does not say it"),
    "recipient": ("recipient", str, "recipient, where the head does not say it"),
    "language": ("language", str, "language of the text, as a BCP 47 tag"),
    "encoding": ("encoding", str, "encoding of the file (windows-1252), where it is not to tell itself"),
    "note": ("note", str, "a note on the text, printed in the header"),
    "doi": ("document_doi", str, "its own DOI"),
    "handle": ("document_handle", str, "its own handle"),
    "uri": ("document_uri", str, "the address where its edition stands for good"),
    "classes": ("classes", list, "its classes, in the scheme of class_scheme"),
    "country": ("country", str, "country of the archive that keeps the original"),
    "settlement": ("settlement", str, "city of that archive"),
    "institution": ("institution", str, "body that the archive belongs to"),
    "repository": ("repository", str, "the archive"),
    "collection": ("collection", str, "the fonds or collection"),
    "shelfmark": ("shelfmark", str, "file or shelfmark"),
}
#: key of ``[source.NAME]`` -> field of PublishedSource
SOURCE: Mapping[str, tuple[str | None, type, str]] = {
    "title": ("title", str, "title of the volume or archive"),
    "series": ("series", str, "series it belongs to"),
    "volume": ("volume", str, "number in the series"),
    "editors": ("editors", list, "its editors"),
    "general_editor": ("general_editor", str, "its general editor"),
    "translator": ("translator", str, "its translator"),
    "publisher": ("publisher", str, "its publisher"),
    "place": ("place", str, "place of publication"),
    "year": ("year", str, "year of publication"),
    "url": ("url", str, "where it stands"),
    "licence": ("licence", str, "its licence, in words"),
    "licence_url": ("licence_url", str, "where that licence stands"),
}
RESPONSIBLE: Mapping[str, tuple[str | None, type, str]] = {
    "resp": ("resp", str, "what was done"),
    "name": ("name", str, "by whom"),
    "role": ("role", str, "editor, translator, transcriber, encoder or contributor: an editor stands as editor in the title statement"),
    "orcid": ("orcid", str, "the ORCID of the person (0000-0002-1825-0097)"),
    "gnd": ("gnd", str, "the number in the GND"),
    "ror": ("ror", str, "the address in the Research Organization Registry, of a body"),
}
CHANGE: Mapping[str, tuple[str | None, type, str]] = {
    "when": ("when", str, "the day of the change (YYYY-MM-DD)"),
    "what": ("what", str, "what was changed"),
    "who": ("who", str, "by whom"),
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "role": ("editor", "translator", "transcriber", "encoder", "contributor"),
    "availability": ("free", "restricted", "unknown"),
    "link": ("ref", "corresp", "key"),
    "divided": ("lb", "join"),
    "profile": ("frus", "wilson", "plain"),
    "brackets": ("editor", "translator", "author"),
}

#: keys whose value has a form of its own: the form, and how it is written
FORMS: Mapping[str, tuple[str, str]] = {
    "doi": (r"10\.\d{4,9}/\S+", "10.1234/suffix, without https://doi.org/"),
    "handle": (r"\d[\d.]*/\S+", "prefix/suffix, without https://hdl.handle.net/"),
    "uri": (r"[a-z][a-z0-9+.-]*:\S+", "an address with its scheme, https://..."),
    "class_scheme": (r"[a-z][a-z0-9+.-]*:\S+", "an address with its scheme, https://..."),
    "orcid": (r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", "0000-0002-1825-0097"),
    "gnd": (r"[\dX-]+", "118540238"),
    "ror": (r"https://ror\.org/0\w{6}\d\d", "https://ror.org/0..."),
    "status": (r"[A-Za-z_][\w.-]*", "one word"),
}


def orcid_holds(value: str) -> bool:
    """Whether the last character of an ORCID is the one its figures ask for (ISO 7064, mod 11-2)."""
    total = 0
    for figure in value.replace("-", "")[:-1]:
        total = (total + int(figure)) * 2
    return value[-1] == "0123456789X"[(12 - total % 11) % 11]
