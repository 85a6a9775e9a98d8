"""Methods behind the white spots: distance, reach, need and the best next place."""

from __future__ import annotations

import pandas as pd

from analytics.figure.literature import CHURCH_REVELLE, OECD_JRC, SINNOTT
from analytics.figure.method import Method
from analytics.language import Wording
from analytics.rates.naming import kreis_names
from analytics.subjects.reach.measures import (
    DRAWS,
    EARTH_RADIUS_KM,
    LAND,
    NEED_PARTS,
    POPULATION,
    compute_need,
    compute_need_sensitivity,
    compute_reach,
    compute_register_bound,
    distances,
    list_locations,
    solve_covering,
)
from data.atlas import Atlas

_LIMIT_KM = 30


def reach_methods(atlas: Atlas, w: Wording, *, ags: str) -> tuple[Method, ...]:
    """Distance, reach, need, the covering problem and the bound of the register."""
    return (_distance(atlas, w, ags), _reach(atlas, w), _need(atlas, w, ags), _covering(atlas, w), _bound(atlas, w))


def _farthest(atlas: Atlas, ags: str) -> pd.Series:
    """The Gemeinde of the Kreis that is farthest from an initiative: the most telling example."""
    table = distances(atlas)
    return table[table["kreis_ags"] == ags].sort_values("distance_km").iloc[-1]


def _distance(atlas: Atlas, w: Wording, ags: str) -> Method:
    row = _farthest(atlas, ags)
    seat = list_locations(atlas).set_index("member_id").loc[str(row["nearest"])]
    return Method(
        key="distance",
        name=w.text("Distance to the nearest initiative"),
        question=w.text("How far is it from a Gemeinde to the nearest initiative?"),
        formula=(
            r"d = 2R \arcsin \sqrt{\sin^2\frac{\varphi_2-\varphi_1}{2} + \cos\varphi_1 \cos\varphi_2 "
            r"\sin^2\frac{\lambda_2-\lambda_1}{2}}"
        ),
        rule=w.text(
            "Great-circle distance between the point of the Gemeinde and the point of the initiative on a sphere with "
            "a radius of {radius} km (haversine formula).",
            radius=w.number(EARTH_RADIUS_KM, 1),
        ),
        example=(
            w.text(
                "{name} ({lat}° N, {lon}° E) to {member} ({seat_lat}° N, {seat_lon}° E): {km} km.",
                name=row["name"],
                lat=w.number(row["lat"], 3),
                lon=w.number(row["lon"], 3),
                member=row["nearest_name"],
                seat_lat=w.number(seat["lat"], 3),
                seat_lon=w.number(seat["lon"], 3),
                km=w.number(row["distance_km"], 1),
            ),
        ),
        reference=SINNOTT,
        limits=w.text("As the crow flies: roads and rails are longer, and a point stands for a whole Gemeinde."),
        unit="analytics.subjects.reach.measures.distances",
    )


def _reach(atlas: Atlas, w: Wording) -> Method:
    row = compute_reach(atlas, scope=LAND).set_index("limit_km").loc[_LIMIT_KM]
    return Method(
        key="reach",
        name=w.text("Reach"),
        question=w.text("Which share of the people has an initiative near?"),
        formula=r"S_L = \frac{\sum_{g : d_g \le L} B_g}{\sum_g B_g}",
        rule=w.text(
            "Residents (B, census of 15 May 2022) of the Gemeinden whose point lies within L kilometres of an "
            "initiative, divided by all residents of the area."
        ),
        example=(
            w.text(
                "Brandenburg, {limit} km: {people} ÷ {all} = {share}.",
                limit=_LIMIT_KM,
                people=w.number(row["people"]),
                all=w.number(row["people_all"]),
                share=w.percent(row["people_share"], 1),
            ),
        ),
        reference=w.text("own rule"),
        limits=w.text(
            "Near is not the same as reached: nobody counted who came. Only initiatives with a known place count."
        ),
        unit="analytics.subjects.reach.measures.compute_reach",
    )


def _part_name(w: Wording, code: str) -> str:
    """Name of a part of the need index inside a sentence."""
    names = {
        "net_18_25": w.text("net migration of 18 to under 25"),
        "net_30_50": w.text("net migration of 30 to under 50"),
        "share_65": w.text("share of people of 65 and over"),
        "population_change": w.text("change of the number of residents"),
    }
    return names[code]


def _need(atlas: Atlas, w: Wording, ags: str) -> Method:
    need = compute_need(atlas).set_index("ags").loc[ags]
    ranks = compute_need_sensitivity(atlas).set_index("ags").loc[ags]
    parts = [
        w.text("{part}: z = {z}", part=_part_name(w, part.code), z=w.signed(need[f"{part.code}_z"], 2))
        for part in NEED_PARTS
    ]
    result: str = (
        w.text("A part is missing, so there is no index.")
        if pd.isna(need["index"])
        else w.text(
            "{name}: mean {index}, rank {rank} of {n}; with other weights rank {low} to {high} in 90 % of {draws} "
            "draws.",
            name=kreis_names(atlas)[ags],
            index=w.signed(need["index"], 2),
            rank=need["rank"],
            n=need["ranked"],
            low=ranks["rank_low"],
            high=ranks["rank_high"],
            draws=w.number(DRAWS),
        )
    )
    return Method(
        key="need",
        name=w.text("Index of need"),
        question=w.text("Where are people missed most?"),
        formula=(
            r"z_{kp} = \pm\frac{x_{kp} - \bar{x}_p}{\sigma_p}, \qquad I_k = \sum_p w_p z_{kp}, \quad "
            r"\sum_p w_p = 1"
        ),
        rule=w.text(
            "Each part is standardised over all districts and turned so that high means greater need; the index is "
            "the weighted mean. How much the weights decide is shown by drawing them all at random (Dirichlet)."
        ),
        example=(*parts, result),
        reference=OECD_JRC,
        limits=w.text(
            "Which parts count and how much is a judgement, not a finding. That is why the weights can be moved."
        ),
        unit="analytics.subjects.reach.measures.compute_need",
    )


def _covering(atlas: Atlas, w: Wording) -> Method:
    covering = solve_covering(atlas, limit_km=_LIMIT_KM, count=1, scope=LAND, weight=POPULATION)
    best = covering.best
    return Method(
        key="covering",
        name=w.text("The best next place"),
        question=w.text("Where would one more initiative of the network reach most people who have none near?"),
        formula=(
            r"\max \sum_{g} B_g y_g \quad \text{s.t. } y_g \le \sum_{j : d_{gj} \le L} x_j, \quad "
            r"\sum_j x_j = n, \quad x_j, y_g \in \{0, 1\}"
        ),
        rule=w.text(
            "Maximal covering location problem: choose n places so that as many people as possible, who have no "
            "initiative of the network near yet, lie within L kilometres of one. Solved exactly; a solver proves that "
            "no better choice exists."
        ),
        example=(
            w.text(
                "One place, {limit} km, Brandenburg: {names} would newly reach {people} people; {state}.",
                limit=_LIMIT_KM,
                names=w.join(place.name for place in best.places),
                people=w.number(best.people_new),
                state=w.text("proven best") if covering.optimal else w.text("best found"),
            ),
        ),
        reference=CHURCH_REVELLE,
        limits=w.text("It counts kilometres and people, not whether a town wants an initiative or can carry one."),
        unit="analytics.subjects.reach.measures.solve_covering",
    )


def _bound(atlas: Atlas, w: Wording) -> Method:
    bound = compute_register_bound(atlas, limit_km=_LIMIT_KM, scope=LAND)
    return Method(
        key="bound",
        name=w.text("What the gaps of the register could change"),
        question=w.text("How wrong can the reach be, because some members have no known place?"),
        formula=r"S'_L \le S_L^{*} \le S_L + \max_{j_1, \dots, j_u} \Delta S_L",
        rule=w.text(
            "At worst the inferred members (share S′) are none and those without a place reach nobody new; at best "
            "these sit where they reach most, which is the covering problem once more."
        ),
        example=(
            w.text(
                "Brandenburg, {limit} km: {counted} are counted; at least {low}, if the inferred members are none; "
                "at most {high} with {n} members without a place; at most {highest} with the {unnamed} that the "
                "register does not name.",
                limit=_LIMIT_KM,
                low=w.percent(bound.share_documented, 1),
                counted=w.percent(bound.share_low, 1),
                high=w.percent(bound.share_high, 1),
                n=bound.unplaced,
                highest=w.percent(bound.share_highest, 1),
                unnamed=bound.unnamed,
            ),
        ),
        reference=w.text("own rule"),
        limits=w.text("A bound, not an estimate: the truth lies between, and nothing says where."),
        unit="analytics.subjects.reach.measures.compute_register_bound",
    )
