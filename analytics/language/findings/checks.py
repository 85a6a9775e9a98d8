"""Sentences for rows that contradict each other or the atlas."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Sentences, said

SENTENCES: Mapping[str, Sentences] = {
    "duplicate_key": said(
        "{place} occurs several times with different values (first in row {first_row}).",
        "Delete the wrong row.",
    ),
    "duplicate_equal": said(
        "{place} occurs several times with the same values (first in row {first_row}).",
        "Delete the repeated row.",
    ),
    "duplicate_row": said(
        "The key {value} occurs several times (first in row {first_row}).",
        "Give every row a key of its own.",
    ),
    "two_counts": said(
        "{place}: {found} here, but {expected} in row {first_row}.",
        "Which of the two is right? Keep one row.",
    ),
    "two_counts_files": said(
        "{place}: {found} here, but {expected} in the file {other}.",
        "Which of the two is right? Correct one file, or remove it.",
    ),
    "blank_over_count": said(
        "{place}: the atlas holds {expected}, the file an empty cell. It would then be not counted.",
        "Enter the number again, unless it really was not counted.",
    ),
    "half_year_open": said(
        "The half-year {value} is not over yet: whoever counts now counts only a part of it.",
        "Deliver it when the half-year is over.",
    ),
    "half_year_unreadable": said(
        "{value} is no half-year.",
        "Write it as 2025-H1 (January to June) or 2025-H2 (July to December).",
    ),
    "net_mismatch": said(
        "{place}: the balance is {found}, arrivals minus departures give {expected}.",
        "Correct one of the three numbers.",
    ),
    "sex_sum_mismatch": said(
        "{place}: the total is {found}, male and female add up to {expected}.",
        "Check the row against the official table.",
    ),
    "nationality_sum_mismatch": said(
        "{place}: the total is {found}, German and foreign nationals add up to {expected}.",
        "Check the row against the official table.",
    ),
    "partner_sum_mismatch": said(
        "{place}: the total is {found}, moves within Germany and with abroad add up to {expected}.",
        "Check the row against the official table.",
    ),
    "age_sum_mismatch": said(
        "{place}: the total is {found}, the age groups add up to {expected}.",
        "Check the rows of this district against the official table.",
    ),
    "land_sum_mismatch": said(
        "{place}: the row of the Land says {found}, its districts add up to {expected}.",
        "Check whether a district is missing or changed.",
    ),
    "sum_mismatch": said(
        "{value}: the row says {found}, its parts add up to {expected}.",
        (
            "Check whether a row is missing or changed. A difference of up to {close} is put down to rounding or to "
            "the protection of single persons, and pointed out only."
        ),
    ),
    "part_exceeds": said(
        "{value}: of {found} people in all, “{part}” would be {expected}.",
        "Check which of the two columns counts everybody.",
    ),
    "component_mismatch": said(
        "{place}: the balance is {found}, its parts add up to {expected}.",
        "Check the row against the official table.",
    ),
    "flow_mismatch": said(
        "{place}: the balance is {found}, the other rows give {expected}.",
        "Check the row against the official table.",
    ),
    "land_balance_mismatch": said(
        "{time}: the districts of Brandenburg add up to a balance of {found}; published for the Land is {expected}.",
        "Check whether all districts are there and of the same year.",
    ),
    "more_of_this": said("There are further rows of this kind."),
    "last_line_cut": said(
        (
            "The last line of the file has no end, and {found} for {place} is far below {expected} in {year}: the "
            "number is probably cut off."
        ),
        "Download it again.",
    ),
    "jump": said(
        "{place}: {found} after {expected} in {year}: an unusual step for this district.",
        "Check the number. Real causes such as a reception centre or a census are possible.",
    ),
    "rule_broken": said(
        "Together with the other tables a rule would be broken ({rule}): found {found}, expected {expected}.",
        "Check the figures against the other tables.",
    ),
}
"""What is said of a finding, by its code."""
