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
    "net_mismatch": lambda w, f: w.text(
        "{place}: the balance is {found}, arrivals minus departures give {expected}.",
        **f,
    ),
    "sex_sum_mismatch": lambda w, f: w.text(
        "{place}: the total is {found}, male and female add up to {expected}.",
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
    "net_mismatch": lambda w, f: w.text(
        "Correct one of the three numbers.",
    ),
    "sex_sum_mismatch": lambda w, f: w.text(
        "Check the row against the official table.",
    ),
    "age_sum_mismatch": lambda w, f: w.text(
        "Check the rows of this district against the official table.",
    ),
    "land_sum_mismatch": lambda w, f: w.text(
        "Check whether a district is missing or changed.",
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
