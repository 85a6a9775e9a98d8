"""The quoted projection; every number read by hand from projections.csv and population_balance.csv."""

from dataclasses import replace

import pytest

from analytics.language import get_wording
from analytics.subjects.outlook.figures.projection import draw_outlook_projection
from analytics.subjects.outlook.measures.projection import compute_projection, parts_of_net

DE, EN = get_wording("de"), get_wording("en")


def test_averages_and_balance_are_those_worked_out_by_hand(atlas):
    """348,800 / 17 = 20,517.6; -331,600 / 17 = -19,505.9; 2024: +22,629, -20,100, 2,556,747 - 2,554,464 = +2,283."""
    rows = compute_projection(atlas).set_index(["region", "measure"])
    land = rows.loc["12"]
    assert land["per_year"].round(1).to_dict() == pytest.approx(
        {
            "net_migration": 20517.6, "net_migration_abroad": 7764.7, "net_migration_berlin": 14564.7,
            "net_migration_rest_of_germany": -1847.1, "natural_balance": -19505.9, "change_persons": 1000.0,
            "population": float("nan"),
        },
        nan_ok=True,
    )  # fmt: skip
    observed = land["observed"].dropna().to_dict()
    assert observed == {
        "net_migration": 22629, "natural_balance": -20100, "change_persons": 2283, "population": 2556747,
    }  # fmt: skip
    # Potsdam: 184,754 / 184,290.
    assert rows.loc[("12054", "change_percent"), "observed"] == pytest.approx(0.2518, abs=1e-4)
    assert parts_of_net(compute_projection(atlas).query("region == '12'")) == (348800, 132000 + 247600 - 31400)


@pytest.mark.parametrize(
    ("w", "headline", "misfit"),
    [
        (DE, "Für das Land vorausberechnet: im Schnitt +20.518 im Jahr durch Umzüge; 2024 waren es +22.629",
         "Genannt ist ein Gewinn von +348.800 durch Umzüge, die Teile ergeben +348.200."),
        (EN, "Projected for the Land: +20,518 a year through moves; in 2024 it was +22,629",
         "the gain through moves is given as +348,800, its parts add up to +348,200."),
    ],
    ids=["de", "en"],
)  # fmt: skip
def test_it_is_quoted_with_what_contradicts_it(atlas, w, headline, misfit):
    figure = draw_outlook_projection(atlas, w)
    assert figure.headline == headline
    assert any(misfit in note for note in figure.notes)
    assert figure.source_ids == ("S31", "S17", "S18", "S34")
    assert figure.chart is None


def test_rounded_figures_say_so_and_what_is_not_known_stays_open(atlas):
    table = draw_outlook_projection(atlas, DE).table.set_index("measure")
    assert table.loc["change_persons", "projected"] == "rund +17.000 (2023–2040)"
    assert table.loc["population", ["projected", "spread", "seen"]].tolist() == [
        "rund 2.570.000 (2040)",
        "–",
        "2.556.747",
    ]
    assert table.loc["net_migration_berlin", "seen"] == "–"
    assert table.loc["change_percent", "projected"].replace("\u202f", " ").replace("\xa0", " ") == "+8,2 % (2023–2040)"


def test_parts_that_fit_are_not_called_a_misfit(atlas):
    fitting = atlas.projections.copy()
    fitting.loc[fitting["measure"] == "net_migration_abroad", "value"] = 132600
    notes = draw_outlook_projection(replace(atlas, projections=fitting, version="fitting"), DE).notes
    assert not any("passen nicht" in note for note in notes)
