"""What Plotly writes itself (picture button, month names, separators) in the reader's language."""

from typing import Any

from babel.dates import get_day_names, get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from analytics.language import Wording


def plotly_locale(w: Wording) -> dict[str, Any]:
    """The locale in the form Plotly takes in its configuration; its `locale` setting alone does nothing."""
    return {"dictionary": _dictionary(w), "format": _format(w)}


def _dictionary(w: Wording) -> dict[str, str]:
    return {
        "Download plot": w.text("Download as picture (PNG)"),
        "Download plot as a PNG": w.text("Download as picture (PNG)"),
        "Taking snapshot - this may take a few seconds": w.text("The picture is being made."),
        "Snapshot succeeded": w.text("The picture is ready."),
        "Sorry, there was a problem downloading your snapshot!": w.text("The picture could not be made."),
    }


def _format(w: Wording) -> dict[str, Any]:
    # Babel counts Monday as 0, Plotly starts the week with Sunday.
    week = (6, 0, 1, 2, 3, 4, 5)
    days, short_days = (get_day_names(width, locale=w.locale) for width in ("wide", "abbreviated"))
    months, short_months = (get_month_names(width, locale=w.locale) for width in ("wide", "abbreviated"))
    return {
        "days": [days[day] for day in week],
        "shortDays": [short_days[day].rstrip(".") for day in week],
        "months": [months[month] for month in range(1, 13)],
        "shortMonths": [short_months[month].rstrip(".") for month in range(1, 13)],
        "date": "%d.%m.%Y" if w.lang == "de" else "%d/%m/%Y",
        "decimal": get_decimal_symbol(w.locale),
        "thousands": get_group_symbol(w.locale),
    }
