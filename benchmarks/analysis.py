"""How fast the analyses are: a moved initiative, the page of before and after, 999 permutations, the solver.

Run by hand from the project folder: ``python -m benchmarks.analysis``. Each time stands beside its aim; the
permutations stand beside the same estimate made by a library, one assignment after the other.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
from linearmodels import PanelOLS

from analytics.subjects.effects.measures import Panel, build_panel, estimate, permute
from analytics.subjects.effects.measures.estimators.regression import stack_panel
from analytics.subjects.outlook.measures.migration import compute_outlook
from analytics.subjects.reach.measures import LAND, POPULATION, compute_reach, solve_covering
from benchmarks.reruns import rerun, visit
from benchmarks.servers import atlas_command, find_free_port, running
from data.atlas import Atlas
from data.records import load_atlas

MOVES, LIBRARY_FITS, PERMUTATIONS = 20, 10, 999
WHOLE_RUNS, ALL_EAST, LAST_YEAR = 8, "east_all", 2024
# A box around Brandenburg, degrees: where the moved initiative is put.
LATITUDES, LONGITUDES = (51.5, 53.4), (11.4, 14.7)


def timed_ms(act: Callable[[], object]) -> float:
    """Milliseconds one call takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def draw_places(n: int) -> list[tuple[float, float]]:
    """Places for the new initiative, the same ones every time."""
    chance = random.Random(7)  # noqa: S311  a benchmark draws no secrets
    return [(round(chance.uniform(*LATITUDES), 4), round(chance.uniform(*LONGITUDES), 4)) for _ in range(n)]


async def measure_moves(port: int) -> tuple[float, list[float]]:
    """First visit of the white spots, then reruns with the new initiative at another place each time."""
    async with visit(port) as visitor:
        first = (await rerun(visitor, "weisseflecken")).wall_ms
        places = draw_places(MOVES)
        return first, [(await rerun(visitor, "weisseflecken", f"neu={lat},{lon}")).wall_ms for lat, lon in places]


async def measure_page(port: int, page: str) -> tuple[float, list[float]]:
    """First visit of a page after the start of the server, then reruns."""
    async with visit(port) as visitor:
        return (await rerun(visitor, page)).wall_ms, [(await rerun(visitor, page)).wall_ms for _ in range(MOVES)]


def fit_by_library(panel: Panel, treated: pd.Series) -> float:
    """The difference in differences of one Kreis by linearmodels."""
    table = stack_panel(panel, treated).set_index(["ags", "year"])
    return float(
        PanelOLS(table["rate"], table[["after"]], entity_effects=True, time_effects=True).fit().params["after"]
    )


def print_measures() -> None:
    """What is computed, without any page."""
    atlas = load_atlas()
    print(f"{'white spots':46}{'first ms':>10}{'median ms':>10}")
    place = draw_places(1)
    moves = [timed_ms(lambda: compute_reach(atlas, scope=LAND, extra=tuple(place))) for _ in range(MOVES)]
    print(f"{'reach with one more place':46}{moves[0]:10.1f}{statistics.median(moves[1:]):10.1f}")
    for count in (1, 2, 3):
        took = timed_ms(lambda n=count: solve_covering(atlas, limit_km=30, count=n, scope=LAND, weight=POPULATION))
        print(f"{f'best {count} of 413 places, proven':46}{took:10.0f}")
    print_permutations(atlas)
    print(f"{'all of before and after, one age group':46}{timed_ms(lambda: estimate(atlas, age_group='18-25')):10.0f}")
    print_whole(atlas)
    first = timed_ms(lambda: compute_outlook(atlas, "12073", age_group="30-50"))
    later = timed_ms(lambda: compute_outlook(atlas, "12071", age_group="30-50"))
    print(f"{'outlook with its look-back, one age group':46}{first:10.0f}{later:10.0f}")


def print_whole(atlas: Atlas) -> None:
    """Before and after from the tables on, side by side: the Kreise and years of the page, and all there are."""
    choices: tuple[dict[str, Any], ...] = ({}, {"controls": ALL_EAST, "last_year": LAST_YEAR, "with_distorted": True})
    taken: list[list[float]] = [[], []]
    for _ in range(WHOLE_RUNS):
        for times, choice in zip(taken, choices, strict=True):
            fresh, began = replace(atlas), time.process_time()
            estimate(fresh, **choice)
            times.append((time.process_time() - began) * 1000)
    for times, choice in zip(taken, choices, strict=True):
        shape = estimate(atlas, **choice).panel.rates.shape
        label = f"before and after, {shape[0]} Kreise, {shape[1]} years: cpu"
        print(f"{label:46}{times[0]:10.0f}{statistics.median(times[1:]):10.0f}")


def print_permutations(atlas: Atlas) -> None:
    """999 permutations of all starts beside one fit of one start by a library, which gives the same estimate."""
    panel = build_panel(atlas)
    one = panel.treated.iloc[:1]
    assert abs(fit_by_library(panel, one) - permute(panel, one).estimate) < 1e-6
    took = timed_ms(lambda: permute(panel, panel.treated, n=PERMUTATIONS))
    fit = statistics.median(timed_ms(lambda: fit_by_library(panel, one)) for _ in range(LIBRARY_FITS))
    faster = fit * PERMUTATIONS / took
    print(f"{'999 permutations (aim 3,000)':46}{took:10.1f}   linearmodels: {fit:.0f} ms a fit, {faster:,.0f} times")


def print_pages() -> None:
    """The pages in a fresh server: first visit and later ones."""
    port = find_free_port()
    with running(atlas_command(port), port, "/healthz"):
        print(f"\n{'page, one rerun over the websocket':46}{'first ms':>10}{'median ms':>10}{'slowest':>10}")
        results = {"weisseflecken, initiative moved (aim 150)": asyncio.run(measure_moves(port))}
        aims = {
            "wirkung": "wirkung (aim 1,500, then 100)",
            "ausblick": "ausblick",
            "vergleich": "vergleich",
            "methoden": "methoden",
        }
        results |= {label: asyncio.run(measure_page(port, page)) for page, label in aims.items()}
        for label, (first, later) in results.items():
            print(f"{label:46}{first:10.0f}{statistics.median(later):10.0f}{max(later):10.0f}")


def main() -> None:
    """All measurements in one run."""
    print_measures()
    print_pages()


if __name__ == "__main__":
    main()
