"""The profiles: ordered lists of rules, the table of contents of the encoder. A rule is named by its file, ``phrases.gap_cut``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from encoder.catalogue.recognise import recognised as recognise_page
from encoder.draft.model import Profile, Rule, Source
from encoder.errors import EncoderError
from encoder.rules import frus_signs
from encoder.rules.offers import offers


def _rules(*names: str | Rule) -> tuple[Rule, ...]:
    """Return the rules of modules of this room, in their order: ``phrases.gap_cut`` stands for the rule of that file."""
    found: list[Rule] = []
    for name in names:
        rule = import_module(f"{__package__}.{name}").RULE if isinstance(name, str) else name
        if not isinstance(rule, Rule):
            raise TypeError(f"{name} has no Rule")
        found.append(rule)
    return tuple(found)


_NAMES = _rules(
    "phrases.pers_name_listed",
    "phrases.gloss_listed",
    "phrases.org_name_listed",
    "phrases.place_name_listed",
    "phrases.name_weighed",
)

#: What a bracket tells of the text; before the names, which do not look into what was struck out or stamped
_BRACKETS = _rules(
    "phrases.gap_cut",
    "phrases.gap_unreadable",
    "phrases.incident_bracket",
    "phrases.note_bracket",
    "phrases.stamp_bracket",
    "phrases.del_bracket",
    "phrases.add_bracket",
)

FRUS = Profile(
    "frus",
    "Foreign Relations of the United States, copied from history.state.gov",
    _rules(
        "structure.pb_page_number",
        "structure.lb_hyphen",
        "structure.w_joined",
        "structure.lb_number",
        "phrases.gap_withheld",
        "structure.fw_volume",
        "structure.note_source_line",
        "structure.seg_above_head",
        "structure.head_document",
        "structure.note_named",
        "structure.note_endnotes",
        "structure.note_marked",
        "structure.div_document",
        "structure.div_enclosure",
        "structure.note_bracket_line",
        "structure.dateline_place_date",
        "structure.seg_classification",
        "structure.opener_lines",
        "structure.table_tabs",
        "structure.list_headed",
        "structure.closer_signature",
        "structure.sp_speech",
        "structure.lg_quoted",
        "structure.list_tight_lines",
        "structure.p_paragraph",
        "structure.quote_paragraphs",
        "structure.div_letter",
        "header.source_note",
        "header.correspondence",
        "header.distribution",
        "header.date_document",
        *_BRACKETS,
        "phrases.date_expression",
        *_NAMES,
        "phrases.choice_correction",
        "phrases.supplied_editor",
        "phrases.sic_bracket",
    ),
    frus_signs.recognised,
    pages_in_brackets=True,
    dateline_within=1,
    signed_without_closing=True,
    speakers_in_paragraphs=True,
    brackets="#editors",
    name_weights="frus",
    several=frus_signs.several,
)

WILSON = Profile(
    "wilson",
    "Wilson Center Digital Archive",
    _rules(
        "header.note_catalogue",
        "structure.div_version",
        "structure.pb_page_number",
        "structure.lb_hyphen",
        "structure.w_joined",
        "structure.lb_number",
        "phrases.gap_withheld",
        "structure.note_marked",
        "structure.fw_page",
        "structure.fw_release",
        "structure.seg_classification",
        "structure.opener_paper",
        "structure.p_bracket",
        "structure.pb_forms",
        "structure.note_source_bracket",
        "structure.list_participants",
        "structure.opener_letter",
        "structure.closer_paper",
        "structure.closer_letter",
        "structure.dateline_place_date",
        "structure.head_own_title",
        "structure.opener_lines",
        "structure.head_section",
        "structure.div_document",
        "structure.table_tabs",
        "structure.table_columns",
        "structure.list_contents",
        "structure.list_index",
        "structure.list_form",
        "structure.list_headed",
        "structure.list_enumerated",
        "structure.milestone_break",
        "structure.closer_signature",
        "structure.sp_speech",
        "structure.stage_inline",
        "structure.p_paragraph",
        "structure.quote_paragraphs",
        *_BRACKETS,
        "phrases.unclear_bracket",
        "phrases.supplied_bracket",
        "phrases.foreign_bracket",
        "header.title_parties",
        "header.letter",
        "header.date_document",
        "phrases.date_expression",
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
    _rules(
        "header.front_matter",
        "structure.pb_page_number",
        "structure.fw_page",
        "structure.fw_release",
        "phrases.hi_markup",
        "structure.lb_hyphen",
        "structure.w_joined",
        "structure.lb_number",
        "phrases.gap_withheld",
        "structure.note_marked",
        "structure.note_provenance",
        "structure.p_bracket",
        "structure.pb_forms",
        "structure.list_labels",
        "structure.div_gathered",
        "structure.opener_cable",
        "structure.seg_classification",
        "structure.opener_paper",
        "structure.note_endnotes",
        "structure.note_source_bracket",
        "structure.div_volume",
        "structure.list_personae",
        "structure.epigraph_quoted",
        "structure.lg_quoted",
        "structure.list_names",
        "structure.div_entry",
        "structure.list_participants",
        "structure.opener_orders",
        "structure.opener_letter",
        "structure.closer_letter",
        "structure.closer_section",
        "structure.list_form",
        "structure.closer_memorandum",
        "structure.head_own_title",
        "structure.byline_author",
        "structure.dateline_place_date",
        "structure.opener_lines",
        "structure.list_chapters",
        "structure.list_contents",
        "structure.list_index",
        "structure.head_section",
        "structure.dateline_news",
        "structure.div_document",
        "structure.table_tabs",
        "structure.table_columns",
        "structure.list_headed",
        "structure.list_enumerated",
        "structure.milestone_break",
        "structure.trailer_end",
        "structure.closer_signature",
        "structure.sp_speech",
        "structure.lg_verse",
        "structure.stage_inline",
        "structure.p_paragraph",
        *_BRACKETS,
        "phrases.signs_key",
        "phrases.unclear_bracket",
        "phrases.supplied_bracket",
        "phrases.foreign_bracket",
        "header.release",
        "header.letter",
        "header.date_document",
        "phrases.date_expression",
        *_NAMES,
        "phrases.choice_correction",
        "phrases.sic_bracket",
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
    for point in offers(GROUP):
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
