"""An atlas whose names try to be something else: HTML, Markdown, a link, a formula, markup of the typesetter."""

from dataclasses import replace

import pandas as pd

from data.atlas import Atlas

MEMBER, KREIS = "comeback-elbe-elster", "12062"
NAME = (
    '<img src=x onerror=alert(1)><a href="https://evil.example">k</a>[m](javascript:alert(2))'
    '*s*$x$ #link("https://evil.example")'
)
FORMULA = f'=HYPERLINK("http://evil.example","x"){NAME}'
EVIL = ("evil.example", "javascript:")
VALUES = {
    "member_id": MEMBER, "ags": KREIS, "area": KREIS, "kreise": (KREIS, "12054"), "age_group": "insgesamt",
    "indicator": "net_per_1000", "year_from": 2014, "year": 2018, "per_year": 2, "years": 5,
}  # fmt: skip
"""Values for the filters a view cannot be drawn without."""


def make_hostile(atlas: Atlas) -> Atlas:
    """The atlas with these words in every free text: the names of all members, carriers, events, amounts, sources."""
    return replace(
        atlas,
        version="hostile",
        members=_fill(atlas.members, ["organisation", "place", "region", "focus_de", "note_de", "evidence_de"], NAME),
        events=_fill(atlas.events, ["title_de", "description_de", "note_de"], NAME),
        outcomes=_fill(atlas.outcomes, ["indicator_de", "unit_de", "note_de"], NAME),
        funding=_fill(atlas.funding, ["recipient", "purpose_de", "note_de"], NAME),
        carriers=_fill(atlas.carriers, ["name", "place"], NAME),
        sources=_fill(atlas.sources, ["title", "publisher", "citation", "licence"], NAME),
    )


def _fill(table: pd.DataFrame, columns: list[str], words: str) -> pd.DataFrame:
    """The table with the words, each row with its number so that no two are the same."""
    filled = table.copy()
    numbers = pd.Series(range(len(table)), index=table.index).astype(str)
    for column in columns:
        filled[column] = (words + numbers).where(filled[column].notna(), filled[column])
    if "member_id" in filled and "name" in filled:
        filled["name"] = (FORMULA + numbers).to_numpy()
    return filled
