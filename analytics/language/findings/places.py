"""Sentences for the places and age groups of the rows."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Sentences, said

SENTENCES: Mapping[str, Sentences] = {
    "outside_atlas": said("Rows outside the atlas were left out; territories: {territories}."),
    "nothing_for_atlas": said(
        "No row belongs to one of the districts of the atlas.",
        "Check whether the table covers Brandenburg, Bautzen or Görlitz.",
    ),
    "key_blank": said("The territory is missing in this row.", "Enter the key or the name of the district."),
    "unknown_key": said("The key {value} belongs to no territory of the atlas. {candidates}", "Correct the key."),
    "unknown_name": said(
        "The name {value} is not known. {candidates}",
        "Choose the right district, or leave the rows out.",
    ),
    "ambiguous_name": said("The name {value} fits several territories. {candidates}", "Choose one, or use the key."),
    "dissolved_kreis": said(
        "{name} ({value}) was dissolved on {since}; its territory belongs to {successor} today. Sums of old "
        "districts are not moves over today’s borders, so the rows were left out."
    ),
    "gemeinde_level": said(
        "{value} is a municipality; the table is about districts.",
        "Export the table at district level: municipalities are not added up.",
    ),
    "zero_restored": said("The key {value} had lost its leading zero; it was put back."),
    "unknown_age": said("The age group {value} is none of this table.", "Use the age groups of the official table."),
    "age_became_date": said(
        "A spreadsheet turned an age group into a date: {value} was probably {age_group}.",
        "Accept the correction, or upload the untouched export.",
    ),
    "ages_missing": said(
        "{place}: only {found} of {expected} age groups are there.",
        "Check whether rows are missing.",
    ),
    "total_missing": said(
        "{place}: age groups without their total.",
        "Check whether the row of the total is missing or damaged.",
    ),
    "name_key_mismatch": said(
        "The key {value} stands beside the name “{name}”, whose key is {ags}.",
        "Check which of the two is right.",
    ),
    "name_other_kind": said(
        (
            "The key {value} and the name “{name}” are not of the same kind: one is a city district, the other a "
            "rural district."
        ),
        "Check which of the two is right.",
    ),
    "ages_unreadable": said(
        "The {found} columns of single ages do not form a complete series; only the total was read.",
        "Check the column heads.",
    ),
    "not_existing": said("Districts with dashes only did not exist at that time; their values stay empty."),
    "kreise_missing": said(
        "Districts of the atlas are missing in the file: {ags}.",
        "Check whether the export was complete. The rows of these districts for these years would be removed.",
    ),
}
"""What is said of a finding, by its code."""
