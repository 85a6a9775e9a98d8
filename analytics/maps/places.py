"""Finding a place: Kreise of today and before, Gemeinden; by name, by name without umlauts, or by official key."""

from __future__ import annotations

import unicodedata

import pandas as pd

from data.atlas import Atlas

# People type "ae" as well as "a" for "ä": both spellings have to be found.
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# Words people write before the name of a Kreis or town; static/map/search.js leaves out the same.
_KINDS = ("kreisfreie stadt", "landkreis", "kreis", "stadt", "lk", "sk")


def search_index(atlas: Atlas) -> pd.DataFrame:
    """Everything that can be searched for, Kreise first, then Gemeinden by name.

    Returns:
        Grain ags (5 digits for a Kreis, 8 for a Gemeinde). Columns ags, name, kreis_ags, kreis_name, lat, lon (NaN
        for a Kreis: the whole area is shown), keys (folded spellings and the key, joined by blanks).
    """
    kreise = atlas.kreise[atlas.kreise["ags"].isin(atlas.migration["ags"].unique())]
    names = kreise.set_index("ags")["name"]
    districts = kreise[["ags", "name"]].assign(kreis_ags=kreise["ags"], lat=float("nan"), lon=float("nan"))
    points = atlas.places[["ags", "lat", "lon"]]
    towns = atlas.gemeinden[["ags", "name", "kreis_ags"]].merge(points, how="left", on="ags")
    # A city without a district is a Kreis and a Gemeinde of the same name: one entry is enough.
    towns = towns[~towns["ags"].isin(kreise["ags"] + "000")]
    columns = ["ags", "name", "kreis_ags", "lat", "lon"]
    index = pd.concat([districts.sort_values("name")[columns], towns.sort_values(["name", "ags"])[columns]])
    keys = [search_keys(name, ags) for name, ags in zip(index["name"], index["ags"], strict=True)]
    return index.assign(kreis_name=index["kreis_ags"].map(names), keys=keys).reset_index(drop=True)


def former_index(atlas: Atlas) -> pd.DataFrame:
    """Dissolved Kreise by name, each leading to the Kreis it became part of.

    Returns:
        Grain name and kind. The columns of `search_index`, with the key of the successor as ags, and until (last
        year the Kreis existed: that of the day before the new ones began).
    """
    former = atlas.former_kreise
    last_days = pd.to_datetime(former["dissolved_on"]) - pd.Timedelta(days=1)
    return pd.DataFrame(
        {
            "ags": former["kreis_ags"],
            "name": former["name"],
            "kreis_ags": former["kreis_ags"],
            "lat": float("nan"),
            "lon": float("nan"),
            "kreis_name": former["kreis_ags"].map(atlas.kreise.set_index("ags")["name"]),
            # Without the key: it is that of the successor, which is found by it.
            "keys": [search_keys(name, "").strip() for name in former["name"]],
            "until": last_days.dt.year,
        }
    )


def search_keys(name: str, ags: str) -> str:
    """Folded spellings of a name and its key, as one lower-case line."""
    return " ".join(dict.fromkeys([fold(name), fold(name.lower().translate(_SPELLED_OUT)), ags]))


def fold(text: str) -> str:
    """Lower case without accents and umlaut dots: "Lübben" and "lubben" become the same."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def find_places(index: pd.DataFrame, query: str, most: int = 8) -> pd.DataFrame:
    """Rows of `search_index` that match what was typed, names that begin with it first.

    Args:
        index: from `search_index`.
        query: part of a name or key, with or without "Kreis" before it; an empty one finds nothing.
        most: at most so many rows.
    """
    wanted = without_kind(fold(query.strip()))
    if not wanted:
        return index.head(0)
    start = index["keys"].map(lambda keys: any(word.startswith(wanted) for word in [keys, *keys.split()]))
    inside = index["keys"].str.contains(wanted, regex=False)
    return pd.concat([index[start], index[inside & ~start]]).head(most)


def without_kind(wanted: str) -> str:
    """What was typed (folded) without the word for its kind; that word alone stays."""
    return next((wanted.removeprefix(f"{kind} ").strip() for kind in _KINDS if wanted.startswith(f"{kind} ")), wanted)
