"""How many of the counted members the register names."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import hidden_axis
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import dots, legend
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.coverage import RegisterCoverage, compute_register_coverage
from analytics.subjects.growth import measures as growth
from data.atlas import Atlas

DOT_COLUMNS = 8
COVERAGE_PX = 220


def draw_register_coverage(atlas: Atlas, w: Wording) -> Figure:
    """How many of the members the network counts are known by name: one dot per member."""
    coverage = compute_register_coverage(atlas)
    joined = growth.joined_years(atlas)
    table = _coverage_table(coverage, w)
    return Figure(
        key="register-coverage",
        headline=w.text(
            "{documented} documented + {inferred} inferred of {stated} members are in the register",
            documented=w.number(coverage.documented),
            inferred=w.number(coverage.inferred),
            stated=w.number(coverage.stated),
        ),
        subtitle=w.text("One dot per member of the last count, {date}", date=w.date(coverage.stated_date)),
        description=" ".join(f"{row['label']}: {w.number(row['members'])}." for _, row in table.iterrows()),
        table=table,
        columns=(Column("label", w.text("Known by name")), Column("members", w.text("Members"), "int")),
        source_ids=split_ids(pd.Series([coverage.count_source_ids])),
        chart=_coverage_dots(coverage, table, w),
        notes=(
            w.text(
                "When a member joined is known for {known} of the {members} in the register: the curve shows counts, "
                "not dates of joining. The register also lists initiatives that have ended.",
                known=w.number(joined.known),
                members=w.number(joined.members),
            ),
        ),
        stem="ankommen-atlas-register-abdeckung",
    )


def _coverage_table(coverage: RegisterCoverage, w: Wording) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": [
                w.text("Membership documented by a source"),
                w.text("Membership inferred from hints"),
                w.text("Counted, but not known by name"),
            ],
            "short": [w.text("documented"), w.text("inferred"), w.text("not known by name")],
            "members": pd.array([coverage.documented, coverage.inferred, coverage.unnamed], dtype="Int64"),
        }
    )


def _coverage_dots(coverage: RegisterCoverage, table: pd.DataFrame, w: Wording) -> go.Figure:
    styles = [
        {"symbol": "circle", "color": theme.GREEN, "line": {"color": theme.GREEN, "width": 2}},
        {"symbol": "circle", "color": theme.CARD, "line": {"color": theme.GREEN, "width": 2}},
        {"symbol": "circle", "color": theme.NO_VALUE, "line": {"color": theme.RULE, "width": 1.5}},
    ]
    chart, start = go.Figure(), 0
    for style, (_, row) in zip(styles, table.iterrows(), strict=True):
        places = range(start, start + int(row["members"]))
        start += int(row["members"])
        at = ([place % DOT_COLUMNS for place in places], [-(place // DOT_COLUMNS) for place in places])
        name = f"{w.number(row['members'])} {row['short']}"
        chart.add_trace(dots(*at, None, {"size": 22} | style, name=name, showlegend=True))
    rows = -(-start // DOT_COLUMNS)
    # Equal units on both axes keep the dots together however wide the card is.
    chart.update_layout(
        **legend(font={"size": 13}),
        xaxis=hidden_axis(-0.6, DOT_COLUMNS - 0.4, constrain="domain", constraintoward="left"),
        yaxis=hidden_axis(0.6 - rows, 0.6, scaleanchor="x", constrain="domain", constraintoward="top"),
    )
    return theme.style(chart, w, COVERAGE_PX)
