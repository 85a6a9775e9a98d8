"""Sentences for the places and age groups of the rows."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Say

WHAT: Mapping[str, Say] = {
    "outside_atlas": lambda w, f: w.text(
        "Rows outside the atlas were left out; territories: {territories}.",
        **f,
    ),
    "nothing_for_atlas": lambda w, f: w.text(
        "No row belongs to one of the districts of the atlas.",
    ),
    "key_blank": lambda w, f: w.text(
        "The territory is missing in this row.",
    ),
    "unknown_key": lambda w, f: w.text(
        "The key {value} belongs to no territory of the atlas. {candidates}",
        **f,
    ),
    "unknown_name": lambda w, f: w.text(
        "The name {value} is not known. {candidates}",
        **f,
    ),
    "ambiguous_name": lambda w, f: w.text(
        "The name {value} fits several territories. {candidates}",
        **f,
    ),
    "dissolved_kreis": lambda w, f: w.text(
        "{name} ({value}) was dissolved on {since}; its territory belongs to {successor} today. Sums "
        "of old districts are not moves over today’s borders, so the rows were left out.",
        **f,
    ),
    "gemeinde_level": lambda w, f: w.text(
        "{value} is a municipality; the table is about districts.",
        **f,
    ),
    "zero_restored": lambda w, f: w.text(
        "The key {value} had lost its leading zero; it was put back.",
        **f,
    ),
    "unknown_age": lambda w, f: w.text(
        "The age group {value} is none of this table.",
        **f,
    ),
    "age_became_date": lambda w, f: w.text(
        "A spreadsheet turned an age group into a date: {value} was probably {age_group}.",
        **f,
    ),
    "ages_missing": lambda w, f: w.text(
        "{place}: only {found} of {expected} age groups are there.",
        **f,
    ),
    "total_missing": lambda w, f: w.text(
        "{place}: age groups without their total.",
        **f,
    ),
    "name_key_mismatch": lambda w, f: w.text(
        "The key {value} stands beside the name “{name}”, whose key is {ags}.",
        **f,
    ),
    "name_other_kind": lambda w, f: w.text(
        "The key {value} and the name “{name}” are not of the same kind: one is a city district, the other a rural"
        " district.",
        **f,
    ),
    "ages_unreadable": lambda w, f: w.text(
        "The {found} columns of single ages do not form a complete series; only the total was read.",
        **f,
    ),
    "not_existing": lambda w, f: w.text(
        "Districts with dashes only did not exist at that time; their values stay empty.",
    ),
    "kreise_missing": lambda w, f: w.text(
        "Districts of the atlas are missing in the file: {ags}.",
        **f,
    ),
}
"""Code of a finding -> what was found."""

ADVICE: Mapping[str, Say] = {
    "nothing_for_atlas": lambda w, f: w.text(
        "Check whether the table covers Brandenburg, Bautzen or Görlitz.",
    ),
    "key_blank": lambda w, f: w.text(
        "Enter the key or the name of the district.",
    ),
    "unknown_key": lambda w, f: w.text(
        "Correct the key.",
    ),
    "unknown_name": lambda w, f: w.text(
        "Choose the right district, or leave the rows out.",
    ),
    "ambiguous_name": lambda w, f: w.text(
        "Choose one, or use the key.",
    ),
    "gemeinde_level": lambda w, f: w.text(
        "Export the table at district level: municipalities are not added up.",
    ),
    "unknown_age": lambda w, f: w.text(
        "Use the age groups of the official table.",
    ),
    "age_became_date": lambda w, f: w.text(
        "Accept the correction, or upload the untouched export.",
    ),
    "ages_missing": lambda w, f: w.text(
        "Check whether rows are missing.",
    ),
    "total_missing": lambda w, f: w.text(
        "Check whether the row of the total is missing or damaged.",
    ),
    "name_key_mismatch": lambda w, f: w.text(
        "Check which of the two is right.",
    ),
    "name_other_kind": lambda w, f: w.text(
        "Check which of the two is right.",
    ),
    "ages_unreadable": lambda w, f: w.text(
        "Check the column heads.",
    ),
    "kreise_missing": lambda w, f: w.text(
        "Check whether the export was complete. The rows of these districts for these years would be removed.",
    ),
}
"""Code of a finding -> what to do."""
