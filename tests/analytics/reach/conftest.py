"""Small atlases: a handful of Gemeinden and initiatives whose distances can be worked out by hand."""

import dataclasses

import pandas as pd
import pytest

BARE_MEMBER = {
    "founded_year": pd.NA,
    "joined_year": pd.NA,
    "known_member_by": pd.NA,
    "left_year": pd.NA,
    "last_evidence": "2025-01",
    "status": "active",
    "confidence": "documented",
    "same_seat_as": None,
}


@pytest.fixture
def small_atlas(atlas):
    """Makes an atlas of given Gemeinden (lat, lon, population, kreis) and members (lat, lon, further columns)."""

    def make(towns, members=()):
        keys = [f"{kreis}{number:03d}" for number, (*_, kreis) in enumerate(towns)]
        gemeinden = pd.DataFrame(
            {
                "ags": keys,
                "name": [f"Town {number}" for number in range(len(towns))],
                "gemeinde_type": "Gemeinde",
                "kreis_ags": [kreis for *_, kreis in towns],
                "area_km2": 1.0,
                "population": pd.array([people for _, _, people, _ in towns], dtype="Int64"),
                "population_date": "2022-05-15",
                "source_ids": "S16",
            }
        )
        places = pd.DataFrame(
            {
                "ags": keys,
                "lat": [float(lat) for lat, *_ in towns],
                "lon": [float(lon) for _, lon, *_ in towns],
                "coord_kind": "settlement",
                "geonameid": None,
                "source_ids": "B02",
            }
        )
        return dataclasses.replace(atlas, gemeinden=gemeinden, places=places, members=_members(atlas, members))

    return make


def _members(atlas, members):
    rows = [
        BARE_MEMBER
        | {"member_id": f"m{number}", "name": f"Initiative {number}", "kreis_ags": "12062", "lat": lat, "lon": lon}
        | dict(more)
        for number, (lat, lon, *more) in enumerate(members)
        for more in [more[0] if more else {}]
    ]
    return pd.DataFrame(rows, columns=atlas.members.columns).astype(atlas.members.dtypes)
