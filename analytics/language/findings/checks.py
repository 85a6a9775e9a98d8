"""Sentences for rows that contradict each other or the atlas."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Say

WHAT: Mapping[str, Say] = {
    "duplicate_key": lambda w, f: w.text(
        "{place} occurs several times with different values (first in row {first_row}).",
        **f,
    ),
    "duplicate_equal": lambda w, f: w.text(
        "{place} occurs several times with the same values (first in row {first_row}).",
        **f,
    ),
    "duplicate_row": lambda w, f: w.text(
        "The key {value} occurs several times (first in row {first_row}).",
        **f,
    ),
    "two_counts": lambda w, f: w.text(
        "{place}: {found} here, but {expected} in row {first_row}.",
        **f,
    ),
    "two_counts_files": lambda w, f: w.text(
        "{place}: {found} here, but {expected} in the file {other}.",
        **f,
    ),
    "blank_over_count": lambda w, f: w.text(
        "{place}: the atlas holds {expected}, the file an empty cell. It would then be not counted.",
        **f,
    ),
    "half_year_open": lambda w, f: w.text(
        "The half-year {value} is not over yet: whoever counts now counts only a part of it.",
        **f,
    ),
    "half_year_unreadable": lambda w, f: w.text(
        "{value} is no half-year.",
        **f,
    ),
    "net_mismatch": lambda w, f: w.text(
        "{place}: the balance is {found}, arrivals minus departures give {expected}.",
        **f,
    ),
    "sex_sum_mismatch": lambda w, f: w.text(
        "{place}: the total is {found}, male and female add up to {expected}.",
        **f,
    ),
    "nationality_sum_mismatch": lambda w, f: w.text(
        "{place}: the total is {found}, German and foreign nationals add up to {expected}.",
        **f,
    ),
    "partner_sum_mismatch": lambda w, f: w.text(
        "{place}: the total is {found}, moves within Germany and with abroad add up to {expected}.",
        **f,
    ),
    "age_sum_mismatch": lambda w, f: w.text(
        "{place}: the total is {found}, the age groups add up to {expected}.",
        **f,
    ),
    "land_sum_mismatch": lambda w, f: w.text(
        "{place}: the row of the Land says {found}, its districts add up to {expected}.",
        **f,
    ),
    "sum_mismatch": lambda w, f: w.text(
        "{value}: the row says {found}, its parts add up to {expected}.",
        **f,
    ),
    "part_exceeds": lambda w, f: w.text(
        "{value}: of {found} people in all, “{part}” would be {expected}.",
        **f,
    ),
    "component_mismatch": lambda w, f: w.text(
        "{place}: the balance is {found}, its parts add up to {expected}.",
        **f,
    ),
    "flow_mismatch": lambda w, f: w.text(
        "{place}: the balance is {found}, the other rows give {expected}.",
        **f,
    ),
    "land_balance_mismatch": lambda w, f: w.text(
        "{time}: the districts of Brandenburg add up to a balance of {found}; published for the Land is {expected}.",
        **f,
    ),
    "more_of_this": lambda w, f: w.text(
        "There are further rows of this kind.",
    ),
    "jump": lambda w, f: w.text(
        "{place}: {found} after {expected} in {year}: an unusual step for this district.",
        **f,
    ),
    "rule_broken": lambda w, f: w.text(
        "Together with the other tables a rule would be broken ({rule}): found {found}, expected {expected}.",
        **f,
    ),
}
"""Code of a finding -> what was found."""

ADVICE: Mapping[str, Say] = {
    "duplicate_key": lambda w, f: w.text(
        "Delete the wrong row.",
    ),
    "duplicate_equal": lambda w, f: w.text(
        "Delete the repeated row.",
    ),
    "duplicate_row": lambda w, f: w.text(
        "Give every row a key of its own.",
    ),
    "two_counts": lambda w, f: w.text(
        "Which of the two is right? Keep one row.",
    ),
    "two_counts_files": lambda w, f: w.text(
        "Which of the two is right? Correct one file, or remove it.",
    ),
    "blank_over_count": lambda w, f: w.text(
        "Enter the number again, unless it really was not counted.",
    ),
    "half_year_open": lambda w, f: w.text(
        "Deliver it when the half-year is over.",
    ),
    "half_year_unreadable": lambda w, f: w.text(
        "Write it as 2025-H1 (January to June) or 2025-H2 (July to December).",
    ),
    "net_mismatch": lambda w, f: w.text(
        "Correct one of the three numbers.",
    ),
    **dict.fromkeys(
        ("sex_sum_mismatch", "nationality_sum_mismatch", "partner_sum_mismatch"),
        lambda w, f: w.text("Check the row against the official table."),
    ),
    "age_sum_mismatch": lambda w, f: w.text(
        "Check the rows of this district against the official table.",
    ),
    "land_sum_mismatch": lambda w, f: w.text(
        "Check whether a district is missing or changed.",
    ),
    "sum_mismatch": lambda w, f: w.text(
        "Check whether a row is missing or changed. A difference of up to {close} is put down to rounding or to the "
        "protection of single persons, and pointed out only.",
        **f,
    ),
    "part_exceeds": lambda w, f: w.text(
        "Check which of the two columns counts everybody.",
    ),
    "component_mismatch": lambda w, f: w.text(
        "Check the row against the official table.",
    ),
    "flow_mismatch": lambda w, f: w.text(
        "Check the row against the official table.",
    ),
    "land_balance_mismatch": lambda w, f: w.text(
        "Check whether all districts are there and of the same year.",
    ),
    "jump": lambda w, f: w.text(
        "Check the number. Real causes such as a reception centre or a census are possible.",
    ),
    "rule_broken": lambda w, f: w.text(
        "Check the figures against the other tables.",
    ),
}
"""Code of a finding -> what to do."""
