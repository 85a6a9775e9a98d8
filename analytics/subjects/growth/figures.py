"""The network's growth: curve, yearly change, coverage of the register, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import value_axis
from analytics.figure.model import Column, Figure
from analytics.figure.sources import source_rows, split_ids
from analytics.language import Wording
from analytics.rates.coverage import RegisterCoverage, compute_register_coverage
from analytics.subjects.growth import measures as growth
from analytics.subjects.growth.chart import count_events, draw_curve_chart, draw_event_strip, event_strip_px

if TYPE_CHECKING:
    from data.atlas import Atlas

DOT_COLUMNS = 8
COVERAGE_PX = 220


def draw_growth_curve(atlas: Atlas, w: Wording, *, compact: bool = False) -> Figure:
    """Documented member counts over time, with the spans nobody counted.

    Args:
        atlas: the data package.
        w: the reader's language.
        compact: the curve alone, without carriers and events, for the start page.
    """
    measured = growth.compute_growth(atlas)
    table = _count_table(atlas, w)
    chart, height_px = draw_curve_chart(atlas, w, compact=compact)
    return Figure(
        key="growth-curve-compact" if compact else "growth-curve",
        headline=growth_headline(measured, w),
        subtitle=w.text(
            "Members of the network {network}, documented counts from {first} to {last}",
            network=w.quote("Ankommen in Brandenburg"),
            first=w.date(measured.first_date),
            last=w.date(measured.last_date),
        ),
        description=_curve_description(atlas, measured, w),
        table=table,
        columns=(
            Column("date", w.text("Date"), "date"),
            Column("members", w.text("Members"), "int"),
            Column("use", w.text("Use in the chart")),
            Column("publisher", w.text("Stated by")),
            Column("context", w.text("What the source says")),
            Column("note", w.text("What to mind")),
            Column("url", w.text("Address of the source"), "link"),
        ),
        source_ids=split_ids(atlas.membership_counts["source_ids"]),
        chart=chart,
        notes=() if compact else _curve_notes(atlas, w),
        height_px=height_px,
        stem="ankommen-atlas-wachstum",
    )


def growth_headline(measured: growth.Growth, w: Wording) -> str:
    """The finding of the growth page in one sentence."""
    return w.text(
        "From {first} to {last}: since {year} the network has grown {factor}-fold",
        first=w.number(measured.first),
        last=w.number(measured.last),
        year=measured.first_date[:4],
        factor=w.number(measured.factor, 1),
    )


def draw_growth_measures(atlas: Atlas, w: Wording) -> Figure:
    """Growth in numbers, one row per measure: value, range, what it may and may not say.

    The table has the columns label, value, hint, says, says_not (text in the reader's language) and source_ids.
    """
    measured = growth.compute_growth(atlas)
    table = pd.DataFrame(_measure_rows(measured, w)).assign(source_ids=measured.source_ids)
    return Figure(
        key="growth-measures",
        headline=w.text(
            "On average {n} more members a year, most of them before {date}",
            n=w.number(measured.per_year.value, 1),
            date=w.date(_month_after(measured.bulk_date)),
        ),
        subtitle=w.text(
            "Measures of growth between the first and the last documented count, {first} to {last}",
            first=w.date(measured.first_date),
            last=w.date(measured.last_date),
        ),
        description=" ".join(f"{row['label']}: {row['value']} ({row['hint']})." for _, row in table.iterrows()),
        table=table,
        columns=(
            Column("label", w.text("Measure")),
            Column("value", w.text("Value")),
            Column("hint", w.text("Range and basis")),
            Column("says", w.text("What it says")),
            Column("says_not", w.text("What it does not say")),
        ),
        source_ids=split_ids(table["source_ids"]),
        stem="ankommen-atlas-wachstumsmasse",
    )


def draw_yearly_growth(atlas: Atlas, w: Wording) -> Figure:
    """Change from the last count of one year to the last count of the next; years without a count stay open."""
    years = growth.yearly_growth(atlas)
    table = years.assign(reading=[_year_reading(row, w) for _, row in years.iterrows()])
    best = years[years["per_single_year"]].sort_values("change", kind="stable").iloc[-1]
    tied = years[years["per_single_year"] & (years["change"] == best["change"])]["year"]
    return Figure(
        key="growth-years",
        headline=w.text(
            "Strongest growth: {change} in {years}",
            change=w.signed(int(best["change"]), 0),
            years=w.join(str(year) for year in tied),
        ),
        subtitle=w.text(
            "Change in members against the last count of the year before, {first} to {last}",
            first=int(years["year"].min()),
            last=int(years["year"].max()),
        ),
        description=" ".join(f"{row['year']}: {row['reading']}." for _, row in table.iterrows()),
        table=table,
        columns=(
            Column("year", w.text("Year"), "year"),
            Column("members", w.text("Last count"), "int"),
            Column("date", w.text("Date of the count"), "date"),
            Column("change", w.text("Change"), "signed_int"),
            Column("reading", w.text("How to read it")),
        ),
        source_ids=split_ids(years["source_ids"]),
        chart=_year_bars(years, w),
        notes=(
            w.text("The last counts of the years fall into different months, so the bars cover unequal stretches."),
        ),
        height_px=300,
        stem="ankommen-atlas-wachstum-jahre",
    )


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
        height_px=COVERAGE_PX,
        stem="ankommen-atlas-register-abdeckung",
    )


def draw_events(atlas: Atlas, w: Wording) -> Figure:
    """Every event of the package in order, with its sources."""
    events = growth.all_events(atlas)
    table = events.assign(
        when=[_event_date(row, w) for _, row in events.iterrows()],
        title=[w.pick(row, "title") for _, row in events.iterrows()],
        what=[w.pick(row, "description") for _, row in events.iterrows()],
        note=[w.pick(row, "note") for _, row in events.iterrows()],
        url=[_first_url(atlas, ids) for ids in events["source_ids"]],
    )
    dated = events.dropna(subset=["date"])
    return Figure(
        key="events",
        headline=w.plural("{n} event in the life of the network", "{n} events in the life of the network", len(events)),
        subtitle=w.text(
            "Politics, funding, campaigns and meetings, {first} to {last}",
            first=w.date(dated["date"].iloc[0]),
            last=w.date(dated["date"].iloc[-1]),
        ),
        description=w.text(
            "Events over time, by kind: {kinds}. First: {first}; last: {last}.",
            kinds=", ".join(f"{word} {w.number(n)}" for word, n in count_events(dated, w).items()),
            first=_named_event(dated.iloc[0], w),
            last=_named_event(dated.iloc[-1], w),
        ),
        table=table,
        columns=(
            Column("when", w.text("Date")),
            Column("title", w.text("Event")),
            Column("what", w.text("What happened")),
            Column("note", w.text("What to mind")),
            Column("url", w.text("Address of the source"), "link"),
        ),
        source_ids=split_ids(events["source_ids"]),
        chart=draw_event_strip(dated, w),
        notes=_event_notes(events, w),
        height_px=event_strip_px(dated),
        stem="ankommen-atlas-ereignisse",
    )


def first_year(atlas: Atlas) -> str:
    """Year of the first documented count."""
    return growth.compute_growth(atlas).first_date[:4]


def what_can_be_said(atlas: Atlas, w: Wording) -> tuple[str, ...]:
    """Statements the counts carry."""
    measured = growth.compute_growth(atlas)
    spans = growth.curve_spans(atlas)
    change = spans[spans["members_from"] != spans["members_to"]].iloc[-1]
    gained, later = measured.bulk_members - measured.first, measured.last - measured.bulk_members
    return (
        w.text(
            "The network grew from {first} members ({first_date}) to {last} ({last_date}); {points} dated "
            "counts support this.",
            first=w.number(measured.first),
            first_date=w.date(measured.first_date),
            last=w.number(measured.last),
            last_date=w.date(measured.last_date),
            points=w.number(measured.points),
        ),
        w.text(
            "It grew mainly in its first years: {gained} of the {added} additional members had been counted by {date}, "
            "{later} have been added since.",
            gained=w.number(gained),
            added=w.number(measured.added),
            date=w.date(measured.bulk_date),
            later=w.number(later),
        ),
        w.text(
            "The latest documented change: from {before} to {after} between {earlier} and {later}.",
            before=w.number(change["members_from"]),
            after=w.number(change["members_to"]),
            earlier=w.date(change["date_from"]),
            later=w.date(change["date_to"]),
        ),
    )


def what_cannot_be_said(atlas: Atlas, w: Wording) -> tuple[str, ...]:
    """Statements the counts do not carry."""
    joined = growth.joined_years(atlas)
    measured = growth.compute_growth(atlas)
    gaps = [_silence(row, w) for _, row in growth.curve_spans(atlas).iterrows() if row["kind"] == growth.GAP]
    return (
        w.text("Whether the growth goes on: {points} counts do not make a forecast.", points=w.number(measured.points)),
        w.text(
            "Who joined when, and who left: the year of joining is known for {known} of {members} members in the "
            "register, and a count shows only the balance.",
            known=w.number(joined.known),
            members=w.number(joined.members),
        ),
        w.text("How many members there were in between: no count was found for {spans}.", spans=w.join(gaps)),
        w.text("What the growth brought about: a member count is no measure of people who moved."),
    )


def _curve_description(atlas: Atlas, measured: growth.Growth, w: Wording) -> str:
    curve = growth.growth_curve(atlas)
    counts = [
        w.text("{n} ({date})", n=w.number(row["members"]), date=w.date(row["date"])) for _, row in curve.iterrows()
    ]
    gaps = [_silence(row, w) for _, row in growth.curve_spans(atlas).iterrows() if row["kind"] == growth.GAP]
    others = growth.other_readings(atlas)
    contradicting = [
        w.text("{n} ({date})", n=w.number(row["members"]), date=w.date(row["date"]))
        for _, row in others[others["differs"]].iterrows()
    ]
    parts = [
        w.text(
            "Step line of the member counts, {first} in {first_date} to {last} in {last_date}.",
            first=w.number(measured.first),
            first_date=w.date(measured.first_date),
            last=w.number(measured.last),
            last_date=w.date(measured.last_date),
        ),
        w.text("Documented counts: {counts}.", counts=", ".join(counts)),
    ]
    if gaps:
        parts.append(w.text("No count found for {spans}.", spans=w.join(gaps)))
    if contradicting:
        parts.append(w.text("A contradicting count is {counts}.", counts=w.join(contradicting)))
    return " ".join(parts)


def _curve_notes(atlas: Atlas, w: Wording) -> tuple[str, ...]:
    rule = w.text(
        "A count stands in the middle of the month or year it is documented for and holds until the next one. Where "
        "more than {months} months pass without any count, the line is dotted: no value was measured there.",
        months=w.number(growth.MAX_MONTHS_BETWEEN_COUNTS),
    )
    undrawn = [
        w.text(
            "Not drawn: {n} ({date}, {publisher}), because it contradicts the counts before and after.",
            n=w.number(row["members"]),
            date=w.date(row["date"]),
            publisher=row["publisher"],
        )
        for _, row in growth.contradicting_undrawn(atlas).iterrows()
    ]
    return (rule, *undrawn)


def _count_table(atlas: Atlas, w: Wording) -> pd.DataFrame:
    counts = growth.all_counts(atlas)
    return counts.assign(
        use=[_use_word(row, w) for _, row in counts.iterrows()],
        context=[w.pick(row, "context") for _, row in counts.iterrows()],
        note=[w.pick(row, "note") for _, row in counts.iterrows()],
        url=[_first_url(atlas, ids) for ids in counts["source_ids"]],
    )


def _use_word(row: pd.Series, w: Wording) -> str:
    if row["scope"] != growth.MEMBERS_SCOPE:
        return w.text("not drawn: initiatives in the state, not members")
    return {
        "curve": w.text("point on the curve"),
        growth.ALTERNATIVE: w.text("hollow point: other reading"),
        growth.DUPLICATE: w.text("further evidence"),
        growth.EXCLUDED: w.text("not drawn"),
    }[row["chart_use"]]


def _silence(span: pd.Series, w: Wording) -> str:
    return w.text("{first} to {last}", first=w.date(span["silent_from"]), last=w.date(span["silent_to"]))


def _measure_rows(measured: growth.Growth, w: Wording) -> list[dict[str, str]]:
    per_year, rate, doubling = measured.per_year, measured.compound_rate, measured.doubling_years
    return [
        {
            "label": w.text("Members since {year}", year=measured.first_date[:4]),
            "value": w.signed(measured.added, 0),
            "hint": w.text(
                "{first} in {first_date}, {last} in {last_date}",
                first=w.number(measured.first),
                first_date=w.date(measured.first_date),
                last=w.number(measured.last),
                last_date=w.date(measured.last_date),
            ),
            "says": w.text("How many more members the network counts than at the start."),
            "says_not": w.text("How many joined: members who left are already deducted."),
        },
        {
            "label": w.text("Increase a year"),
            "value": w.signed(per_year.value, 1),
            "hint": w.text(
                "members on average; {low} to {high}, as only the year of the first count is documented",
                low=w.number(per_year.low, 1),
                high=w.number(per_year.high, 1),
            ),
            "says": w.text("The whole increase, spread evenly over the time between both counts."),
            "says_not": w.text("The pace of a single year: growth was faster at first and slower later."),
        },
        {
            "label": w.text("Growth rate"),
            "value": w.percent(rate.value, 1),
            "hint": w.text(
                "a year, compound; {low} to {high}, depending on the day of the first count",
                low=w.percent(rate.low, 1),
                high=w.percent(rate.high, 1),
            ),
            "says": w.text("The constant yearly rate that leads from the first count to the last."),
            "says_not": w.text("That it grew like this every year, or will: from a small start every rate is high."),
        },
        {
            "label": w.text("Doubling time"),
            "value": w.text("{n} years", n=w.number(doubling.value, 1)),
            "hint": w.text(
                "computed from the average rate; {low} to {high} years",
                low=w.number(doubling.low, 1),
                high=w.number(doubling.high, 1),
            ),
            "says": w.text("How long a doubling took on average over the whole period."),
            "says_not": w.text("When the network will have doubled again."),
        },
    ]


def _month_after(month: str) -> str:
    return str(pd.Period(month[:7], freq="M") + 1)


def _year_reading(row: pd.Series, w: Wording) -> str:
    if pd.isna(row["members"]):
        return w.text("no count found")
    if pd.isna(row["change"]):
        return w.text("first year")
    if row["per_single_year"]:
        return w.text("{change} against {year}", change=w.signed(row["change"], 0), year=row["since_year"])
    return w.text(
        "{change} since {year}, over more than one year", change=w.signed(row["change"], 0), year=row["since_year"]
    )


def _year_bars(years: pd.DataFrame, w: Wording) -> go.Figure:
    known = years[years["change"].notna()]
    single = known[known["per_single_year"]]
    chart = go.Figure()
    chart.add_bar(
        x=single["year"],
        y=single["change"],
        width=0.62,
        marker={"color": theme.GREEN, "line_width": 0},
        text=[w.signed(value, 0) for value in single["change"]],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": theme.INK, "size": 14},
        hovertext=[_year_reading(row, w) for _, row in single.iterrows()],
        hovertemplate="<b>%{x}</b><br>%{hovertext}<extra></extra>",
    )
    for _, row in known[~known["per_single_year"]].iterrows():
        _add_year_span(chart, row, w)
    axis = value_axis(known["change"], w, signed=True, most=4)
    highest = float(known["change"].max())
    chart.update_layout(
        xaxis={
            "tickmode": "array",
            "tickvals": list(known["year"]) + _uncounted(years),
            "tickformat": "d",
            "tickangle": 0,
            "range": [float(known["year"].min()) - 0.6, float(years["year"].max()) + 0.6],
            "tickfont": {"size": 12},
        },
        yaxis=axis | {"range": [min(0.0, float(known["change"].min())) * 1.2, highest * 1.25]},
        bargap=0.3,
    )
    return theme.style(chart, w, 300)


def _uncounted(years: pd.DataFrame) -> list[int]:
    return [int(year) for year in years.loc[years["members"].isna(), "year"]]


def _add_year_span(chart: go.Figure, row: pd.Series, w: Wording) -> None:
    """A change that belongs to several years: one hollow bar across them."""
    first, last = int(row["since_year"]) + 1, int(row["year"])
    chart.add_bar(
        x=[(first + last) / 2],
        y=[row["change"]],
        width=last - first + 0.62,
        marker={
            "color": theme.CARD,
            "line": {"color": theme.GREEN, "width": 1.5},
            "pattern": {"shape": "/", "fgcolor": theme.GAIN[2], "bgcolor": theme.CARD, "size": 7, "solidity": 0.2},
        },
        text=[w.text("{change} in {n} years", change=w.signed(row["change"], 0), n=last - first + 1)],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": theme.INK, "size": 13},
        hovertext=[_year_reading(row, w)],
        hovertemplate=f"<b>{first}–{last}</b><br>%{{hovertext}}<extra></extra>",
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
        chart.add_scatter(
            x=[place % DOT_COLUMNS for place in places],
            y=[-(place // DOT_COLUMNS) for place in places],
            mode="markers",
            marker={"size": 22} | style,
            hoverinfo="skip",
            showlegend=True,
            name=f"{w.number(row['members'])} {row['short']}",
        )
    rows = -(-start // DOT_COLUMNS)
    chart.update_layout(
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.0,
            "yanchor": "bottom",
            "font": {"size": 13},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        # Equal units on both axes keep the dots together however wide the card is.
        xaxis={
            "visible": False,
            "range": [-0.6, DOT_COLUMNS - 0.4],
            "fixedrange": True,
            "constrain": "domain",
            "constraintoward": "left",
        },
        yaxis={
            "visible": False,
            "range": [0.6 - rows, 0.6],
            "fixedrange": True,
            "scaleanchor": "x",
            "constrain": "domain",
            "constraintoward": "top",
        },
    )
    return theme.style(chart, w, COVERAGE_PX)


def _event_date(row: pd.Series, w: Wording) -> str:
    if pd.isna(row["date"]):
        return w.text("undated")
    if pd.isna(row["date_end"]):
        return w.date(row["date"])
    return w.text("{first} to {last}", first=w.date(row["date"]), last=w.date(row["date_end"]))


def _event_notes(events: pd.DataFrame, w: Wording) -> tuple[str, ...]:
    undated = int(events["date"].isna().sum())
    if not undated:
        return ()
    return (
        w.plural(
            "{n} event is undated and stands only in the table.",
            "{n} events are undated and stand only in the table.",
            undated,
        ),
    )


def _named_event(row: pd.Series, w: Wording) -> str:
    return w.text("{title} ({date})", title=w.pick(row, "title"), date=w.date(row["date"]))


def _first_url(atlas: Atlas, joined: object) -> str:
    ids = split_ids(pd.Series([joined], dtype="str"))
    urls = source_rows(atlas, ids)["url"].dropna()
    return "" if urls.empty else str(urls.iloc[0])
