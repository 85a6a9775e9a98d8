"""The figures of the page before and after: words, charts, statements, and the way they take onto slides."""

import plotly.graph_objects as go

from analytics.exports.deck.plan import plan_chart
from analytics.figures.figure import Figure
from analytics.wording import get_wording


def test_columns_that_are_no_years_take_the_words_of_the_axis(atlas):
    chart = go.Figure(go.Bar(x=[0, 1, 2], y=[4, 9, 3], width=0.92))
    chart.update_layout(xaxis={"range": [-0.5, 2.5], "tickvals": [0, 1, 2], "ticktext": ["−1", "0", "+1"]})
    figure = Figure("k", "h", "s", "d", atlas.breaks, (), (), chart=chart)
    plan = plan_chart(figure, get_wording("de"))
    assert (plan.categories, plan.series[0].values) == (["−1", "0", "+1"], [4.0, 9.0, 3.0])
