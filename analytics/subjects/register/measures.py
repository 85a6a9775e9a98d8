"""The register of initiatives: who matches a search, and what is known about one of them."""

from __future__ import annotations

import unicodedata

import pandas as pd

from analytics.memo import once_per_atlas
from analytics.rates.coverage import check_members
from data.atlas import Atlas
from data.errors import UnknownNameError

SEARCHED = ("name", "organisation", "place", "kreis_name", "region")
# Visitors type "Eisenhuettenstadt" as often as "Eisenhüttenstadt".
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@once_per_atlas
def register(atlas: Atlas) -> pd.DataFrame:
    """The members with the name of their Kreis, members with a known place first, then by name.

    Returns:
        Grain member_id. The columns of the members table and kreis_name, seat_name (name of the member at whose
        circle it is drawn), placed (bool); NaN where nothing is known.

    Raises:
        GrainError: a member occurs twice.
    """
    members = check_members(atlas)
    names = members.set_index("member_id")["name"]
    kreise = atlas.kreise.set_index("ags")["name"]
    table = members.assign(
        kreis_name=members["kreis_ags"].map(kreise),
        seat_name=members["same_seat_as"].map(names),
        placed=members["kreis_ags"].notna(),
        order=members["name"].map(fold),
    )
    sorted_table = table.sort_values(["placed", "order"], ascending=[False, True], ignore_index=True)
    return sorted_table.drop(columns="order")


def filter_register(
    atlas: Atlas, *, search: str = "", kreis: str = "", status: str = "", confidence: str = ""
) -> pd.DataFrame:
    """The members that match every filter; an empty filter matches all.

    Args:
        atlas: the data package.
        search: words that must all occur in name, carrier, place, Kreis or region; case, accents and the spelling
            of umlauts do not matter.
        kreis: ags of a Kreis.
        status: active, ended or unknown.
        confidence: documented or inferred.

    Returns:
        Rows of :func:`register`.
    """
    table = register(atlas)
    haystack = table[list(SEARCHED)].fillna("").agg(" ".join, axis=1).map(fold)
    keep = pd.Series(True, index=table.index)
    for word in fold(search).split():
        keep &= haystack.str.contains(word, regex=False)
    for column, wanted in (("kreis_ags", kreis), ("status", status), ("confidence", confidence)):
        if wanted:
            keep &= table[column] == wanted
    return table[keep].reset_index(drop=True)


def member(atlas: Atlas, member_id: str) -> pd.Series:
    """One row of :func:`register`.

    Raises:
        UnknownNameError: the register has no such member.
    """
    table = register(atlas)
    found = table[table["member_id"] == member_id]
    if found.empty:
        raise UnknownNameError(kind="member_id", value=member_id, valid=tuple(table["member_id"]))
    return found.iloc[0]


def rows_of_member(table: pd.DataFrame, member_id: str, *order: str) -> pd.DataFrame:
    """Rows of a table that concern one member, ordered by the columns given, undated ones last."""
    rows = table[table["member_id"] == member_id]
    return rows.sort_values(list(order), na_position="last", kind="stable", ignore_index=True)


def fold(text: str) -> str:
    """Text as it is compared: lower case, umlauts written out, other accents dropped."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
