"""The map, chart and detail view of the atlas as a plain Dash application: the peer in every ratio.

It loads the same canonical tables and the same measure, so that only the framework differs.
Run by ``benchmarks/pages.py``; by hand: ``python -m benchmarks.dash_peer 8050``.
"""

import json
import sys
from typing import Any

import dash
import dash_leaflet as dl
import pandas as pd
import plotly.graph_objects as go
from dash import ALL, Input, Output, ctx, dcc, html

from analytics.figure import theme
from analytics.rates.rates import compute_rates
from data.atlas import Atlas
from data.records import load_atlas

AGE_GROUP = "30-50"
COLOURS = (*theme.LOSS, *theme.GAIN[:5])
LIMITS = (-5, 0, 5, 10, 15, 20)


def build_app(atlas: Atlas) -> dash.Dash:
    """The peer: a map of one indicator, a year slider, a line chart and a detail text."""
    rates = compute_rates(atlas)
    values = rates[rates["age_group"] == AGE_GROUP].set_index(["ags", "year"])["net_per_1000"]
    years = sorted(rates["year"].unique().tolist())
    names = atlas.kreise.set_index("ags")["name"]
    shapes = json.loads(atlas.boundaries["kreise_medium"].to_json())["features"]
    shapes = [shape for shape in shapes if shape["properties"]["ags"] in values.index.get_level_values("ags")]
    keys = [shape["properties"]["ags"] for shape in shapes]
    app = dash.Dash(__name__, serve_locally=True, update_title="")
    app.layout = html.Div([_draw_map(atlas, shapes, values, years[-1]), _draw_slider(years), html.Div(id="detail")])

    @app.callback(Output({"kreis": ALL}, "style"), Input("year", "value"))
    def show_year(year: int) -> list[dict[str, Any]]:
        return [_style(values.get((ags, year))) for ags in keys]

    @app.callback(Output("detail", "children"), Input({"kreis": ALL}, "n_clicks"), Input("year", "value"))
    def show_detail(_clicks: list[int | None], year: int) -> list[Any]:
        clicked = ctx.triggered_id
        ags = clicked["kreis"] if isinstance(clicked, dict) else keys[0]
        series = values.xs(ags, level="ags")
        chart = go.Figure(go.Scatter(x=series.index, y=series, line={"color": theme.GREEN}))
        return [html.H2(names[ags], id="detail-name"), html.P(f"{series.get(year):.1f}"), dcc.Graph(figure=chart)]

    return app


def _style(value: float | None) -> dict[str, Any]:
    known = value is not None and not pd.isna(value)
    colour = COLOURS[sum(value >= limit for limit in LIMITS)] if known else theme.NO_VALUE
    return {"fillColor": colour, "weight": 1, "color": "white", "fillOpacity": 1}


def _draw_map(atlas: Atlas, shapes: list[dict[str, Any]], values: pd.Series, year: int) -> dl.Map:
    layers = [
        dl.GeoJSON(data=shape, id={"kreis": ags}, style=_style(values.get((ags, year))))
        for shape in shapes
        for ags in [shape["properties"]["ags"]]
    ]
    members = atlas.members.dropna(subset=["lat", "lon"])
    circles = [dl.CircleMarker(center=[row.lat, row.lon], radius=6) for row in members.itertuples()]
    return dl.Map([*layers, *circles], center=[52.2, 13.6], zoom=7, style={"height": "600px"})


def _draw_slider(years: list[int]) -> dcc.Slider:
    return dcc.Slider(min=years[0], max=years[-1], step=1, value=years[-1], id="year", marks=None)


if __name__ == "__main__":
    build_app(load_atlas()).run(port=int(sys.argv[1]), debug=False)
