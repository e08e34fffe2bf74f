"""The profiles: ordered tuples of rules, the table of contents of the encoder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType

from encoder.catalogue.recognise import recognised as recognise_page
from encoder.draft.model import Profile, Source
from encoder.errors import EncoderError
from encoder.rules import frus_signs
from encoder.rules.header import (
    correspondence,
    date_document,
    distribution,
    front_matter,
    letter,
    note_catalogue,
    release,
    source_note,
    title_parties,
)
from encoder.rules.phrases import (
    add_bracket,
    choice_correction,
    date_expression,
    del_bracket,
    gap_cut,
    gap_unreadable,
    gap_withheld,
    gloss_listed,
    hi_markup,
    incident_bracket,
    name_weighed,
    note_bracket,
    org_name_listed,
    pers_name_listed,
    place_name_listed,
    sic_bracket,
    signs_key,
    stamp_bracket,
    supplied_bracket,
    supplied_editor,
    unclear_bracket,
)
from encoder.rules.structure import (
    closer_letter,
    closer_paper,
    closer_signature,
    dateline_news,
    dateline_place_date,
    div_document,
    div_enclosure,
    div_entry,
    div_letter,
    div_version,
    div_volume,
    epigraph_quoted,
    fw_page,
    fw_release,
    fw_volume,
    head_document,
    head_own_title,
    head_section,
    lb_hyphen,
    lg_quoted,
    lg_verse,
    list_contents,
    list_enumerated,
    list_form,
    list_headed,
    list_names,
    list_participants,
    list_tight_lines,
    milestone_break,
    note_bracket_line,
    note_endnotes,
    note_marked,
    note_named,
    note_provenance,
    note_source_bracket,
    note_source_line,
    opener_cable,
    opener_letter,
    opener_lines,
    opener_paper,
    p_bracket,
    p_paragraph,
    pb_forms,
    pb_page_number,
    quote_paragraphs,
    seg_above_head,
    seg_classification,
    sp_speech,
    stage_inline,
    table_columns,
    table_tabs,
)

_NAMES = (
    pers_name_listed.RULE,
    gloss_listed.RULE,
    org_name_listed.RULE,
    place_name_listed.RULE,
    name_weighed.RULE,
)

#: What a bracket tells of the text; before the names, which do not look into what was struck out or stamped
_BRACKETS = (
    gap_cut.RULE,
    gap_unreadable.RULE,
    incident_bracket.RULE,
    note_bracket.RULE,
    stamp_bracket.RULE,
    del_bracket.RULE,
    add_bracket.RULE,
)

FRUS = Profile(
    "frus",
    "Foreign Relations of the United States, copied from history.state.gov",
    (
        pb_page_number.RULE,
        lb_hyphen.RULE,
        gap_withheld.RULE,
        fw_volume.RULE,
        note_source_line.RULE,
        seg_above_head.RULE,
        head_document.RULE,
        note_named.RULE,
        note_endnotes.RULE,
        note_marked.RULE,
        div_document.RULE,
        div_enclosure.RULE,
        note_bracket_line.RULE,
        dateline_place_date.RULE,
        seg_classification.RULE,
        opener_lines.RULE,
        table_tabs.RULE,
        list_headed.RULE,
        closer_signature.RULE,
        sp_speech.RULE,
        lg_quoted.RULE,
        list_tight_lines.RULE,
        p_paragraph.RULE,
        quote_paragraphs.RULE,
        div_letter.RULE,
        source_note.RULE,
        correspondence.RULE,
        distribution.RULE,
        date_document.RULE,
        *_BRACKETS,
        date_expression.RULE,
        *_NAMES,
        choice_correction.RULE,
        supplied_editor.RULE,
        sic_bracket.RULE,
    ),
    frus_signs.recognised,
    pages_in_brackets=True,
    dateline_within=1,
    signed_without_closing=True,
    speakers_in_paragraphs=True,
    brackets="#editors",
    several=frus_signs.several,
)

WILSON = Profile(
    "wilson",
    "Wilson Center Digital Archive",
    (
        note_catalogue.RULE,
        div_version.RULE,
        pb_page_number.RULE,
        lb_hyphen.RULE,
        gap_withheld.RULE,
        note_marked.RULE,
        fw_page.RULE,
        fw_release.RULE,
        seg_classification.RULE,
        opener_paper.RULE,
        p_bracket.RULE,
        pb_forms.RULE,
        note_source_bracket.RULE,
        list_participants.RULE,
        opener_letter.RULE,
        closer_paper.RULE,
        closer_letter.RULE,
        dateline_place_date.RULE,
        head_own_title.RULE,
        opener_lines.RULE,
        head_section.RULE,
        div_document.RULE,
        table_tabs.RULE,
        table_columns.RULE,
        list_contents.RULE,
        list_form.RULE,
        list_headed.RULE,
        list_enumerated.RULE,
        milestone_break.RULE,
        closer_signature.RULE,
        sp_speech.RULE,
        stage_inline.RULE,
        p_paragraph.RULE,
        quote_paragraphs.RULE,
        *_BRACKETS,
        unclear_bracket.RULE,
        supplied_bracket.RULE,
        title_parties.RULE,
        letter.RULE,
        date_document.RULE,
        date_expression.RULE,
        *_NAMES,
    ),
    lambda source: recognise_page(source.text),
    brackets="#translator",
    sections="numbered",
    date_order="DMY",
    record_url="https://digitalarchive.wilsoncenter.org/document/{}",
    record_type="wcda",
)

PLAIN = Profile(
    "plain",
    "any other text",
    (
        front_matter.RULE,
        pb_page_number.RULE,
        fw_page.RULE,
        fw_release.RULE,
        hi_markup.RULE,
        lb_hyphen.RULE,
        gap_withheld.RULE,
        note_marked.RULE,
        p_bracket.RULE,
        note_provenance.RULE,
        pb_forms.RULE,
        opener_cable.RULE,
        seg_classification.RULE,
        opener_paper.RULE,
        note_endnotes.RULE,
        note_source_bracket.RULE,
        div_volume.RULE,
        epigraph_quoted.RULE,
        lg_quoted.RULE,
        list_names.RULE,
        div_entry.RULE,
        list_participants.RULE,
        opener_letter.RULE,
        closer_letter.RULE,
        list_form.RULE,
        head_own_title.RULE,
        dateline_place_date.RULE,
        opener_lines.RULE,
        list_contents.RULE,
        head_section.RULE,
        dateline_news.RULE,
        div_document.RULE,
        table_tabs.RULE,
        table_columns.RULE,
        list_headed.RULE,
        list_enumerated.RULE,
        milestone_break.RULE,
        closer_signature.RULE,
        sp_speech.RULE,
        lg_verse.RULE,
        stage_inline.RULE,
        p_paragraph.RULE,
        *_BRACKETS,
        signs_key.RULE,
        unclear_bracket.RULE,
        supplied_bracket.RULE,
        release.RULE,
        letter.RULE,
        date_document.RULE,
        date_expression.RULE,
        *_NAMES,
        choice_correction.RULE,
        sic_bracket.RULE,
    ),
    lambda source: True,
)

#: In the order in which they are tried on a text; the last one takes every text.
_OWN = (WILSON, FRUS, PLAIN)

#: The profiles that come with the program, by name.
PROFILES: Mapping[str, Profile] = MappingProxyType({profile.name: profile for profile in _OWN})

#: The entry point group in which other distributions offer profiles of their own: each a Profile.
GROUP = "tei_encoder.profiles"


@cache
def all_profiles() -> tuple[Profile, ...]:
    """Return every profile in the order in which they are tried: those of other distributions, by name, then our own.

    Raises EncoderError for an entry point that cannot be loaded, is no Profile, or takes a name that is taken.
    """
    known = dict(PROFILES)
    others = []
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        try:
            profile = point.load()
        except Exception as error:  # whatever another distribution does when it is imported
            raise EncoderError(f"the profile {point.name!r} of {point.value} cannot be loaded: {error}") from error
        if not isinstance(profile, Profile):
            raise EncoderError(f"the profile {point.name!r} of {point.value} is no encoder.Profile")
        if profile.name in known:
            raise EncoderError(f"two profiles are called {profile.name!r}: rename the one of {point.value}")
        known[profile.name] = profile
        others.append(profile)
    return (*others, *_OWN)


def named(name: str) -> Profile:
    """Return the profile of that name. Raises EncoderError for an unknown one."""
    if name in PROFILES:
        return PROFILES[name]
    for profile in all_profiles():
        if profile.name == name:
            return profile
    raise EncoderError(f"no profile {name!r}; there are {', '.join(p.name for p in all_profiles())}")


def recognise(source: Source) -> Profile:
    """Return the first profile that knows the source's family."""
    return next(p for p in all_profiles() if p.recognises(source))
