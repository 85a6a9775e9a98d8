"""Words on the controls of the map, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analytics.language import Wording
from analytics.maps.descriptions import MapSubject
from analytics.maps.indicators import COUNT
from analytics.rates.coverage import ENDED, STATES, UNKNOWN


def map_ui(w: Wording) -> dict[str, str]:
    """Every label of the map element; `{}` fields are filled in by the element with years and ranks."""
    return _control_text(w) | search_text(w) | _panel_text(w) | _legend_text(w)


def search_text(w: Wording) -> dict[str, str]:
    """Words of a search for places; `{}` fields are filled in by static/map/search.js."""
    return {
        "search": w.text("Place, district or AGS"),
        "no_hit": w.text("Nothing found"),
        "alike": w.text("Nothing of this name. Did you mean:"),
        "former": w.text("district until {year}, today {kreis}"),
        "hits": w.text("{n} places found"),
        "col_kreis": w.text("District"),
    }


def _control_text(w: Wording) -> dict[str, str]:
    return {
        "play": w.text("Play the years"),
        "pause": w.text("Pause"),
        "year": w.text("Year"),
        "zoom_in": w.text("Zoom in"),
        "zoom_out": w.text("Zoom out"),
        "zoom_home": w.text("Whole map"),
        "map": w.text("Map"),
        "table": w.text("Table"),
        "view": w.text("View"),
        "initiatives_toggle": w.text("Initiatives"),
        "wheel": w.text("Hold Ctrl and turn the wheel to zoom"),
        "copy": w.text("Copy link"),
        "copied": w.text("Link copied"),
        "csv": w.text("Data (CSV)"),
        "png": w.text("Picture (PNG)"),
        "svg": w.text("Picture (SVG)"),
        "html": w.text("Offline map (HTML)"),
        "embed": w.text("Embed"),
        "cite": w.text("Cite"),
        "failed": w.text("The map could not be loaded. Please reload the page."),
        "to_list": w.text("To the sorted list of districts"),
        "walk": w.text("Map by keyboard"),
        "walk_hint": w.text(
            "Arrow keys move to the neighbouring district, Enter selects it, Escape ends the selection."
        ),
        "walk_end": w.text("No district further in this direction"),
    }


def _panel_text(w: Wording) -> dict[str, str]:
    return {
        "choose": w.text("Choose a district on the map, in the list or by searching."),
        "land_line": w.text("Whole area in detail"),
        "rank": w.text("rank {rank} of {n}"),
        "gain": w.text("balance lasting above zero since"),
        "initiatives_none": w.text("no known initiative of the network"),
        "initiatives_one": w.text("initiative"),
        "initiatives_many": w.text("initiatives"),
        "founded": w.text("founded"),
        "profile": w.text("District profile"),
        "clear": w.text("Clear selection"),
        "no_value": w.text("no value"),
        "all_sorted": w.text("All districts, sorted"),
        "col_rank": w.text("Rank"),
        "col_initiatives": w.text("Initiatives"),
        "show_initiative": w.text("To the initiative"),
    }


def subject_text(subject: MapSubject, w: Wording) -> dict[str, str]:
    """Words beside the numbers, which say of a change what it compares; `{}` fields are filled in by the element."""
    if subject.indicator.is_change:
        span = {"base": subject.year_from, "year": "{year}"}
        return {
            "value_year": w.text("change per 1,000, {base}→{year}", **span),
            "persons": w.text("change in persons, {base}→{year}", **span),
            "col_persons": w.text("Persons, change since {base}", base=subject.year_from),
            "spark": w.text(
                "Change since {base}, {first} to {last}: {name} and {land}; both years compared are marked",
                base=subject.year_from, first="{first}", last="{last}", name="{name}", land="{land}",
            ),
            "spark_land": w.text(
                "Change since {base}, {first} to {last}: {land}; both years compared are marked",
                base=subject.year_from, first="{first}", last="{last}", land="{land}",
            ),
        }  # fmt: skip
    counted = subject.indicator.kind == COUNT
    if subject.indicator.is_context:
        return _context_text(w.pick(subject.indicator.words, "unit"), w, counted=counted)
    return {
        "value_year": w.text("persons, {year}") if counted else w.text("per 1,000, {year}"),
        "persons": w.text("persons, {year}"),
        "col_persons": w.text("Persons"),
        "spark": w.text("Development {first} to {last}: {name} and {land}"),
        "spark_land": w.text("Development {first} to {last}: {land}"),
    }


def _context_text(unit: str, w: Wording, *, counted: bool) -> dict[str, str]:
    """The words of the context, which has no persons behind its values; a count of the Land is not drawn beside it."""
    beside = w.text("Development {first} to {last}: {name} and {land}")
    return {
        "value_year": f"{unit}, {{year}}",
        "persons": "",
        "col_persons": "",
        "gain": "",
        "spark": w.text("Development {first} to {last}: {name}") if counted else beside,
        "spark_land": w.text("Development {first} to {last}: {land}"),
    }


def mark_text(w: Wording) -> dict[str, str]:
    """What the marks of the initiatives mean, on every map."""
    return {
        "active": w.text("Initiative of the network, running"),
        "unknown": w.text("status unknown"),
        "ended": w.text("ended"),
        "inferred": w.text("dashed: membership only inferred"),
    }


def mark_kinds(view: Mapping[str, Any]) -> list[tuple[str, bool, str]]:
    """Kinds of marks a map draws: state, whether the membership is documented, what the mark means.

    Args:
        view: result of `compute_map_view`.
    """
    members, ui = view["members"], view["ui"]
    kinds = [(state, True, ui[state]) for state in STATES if any(entry["state"] == state for entry in members)]
    if any(not entry["sure"] and entry["state"] != ENDED for entry in members):
        kinds.append((UNKNOWN, False, ui["inferred"]))
    return kinds


def _legend_text(w: Wording) -> dict[str, str]:
    return {
        **mark_text(w),
        "lausitz": w.text("Lausitz with Saxony, by law (InvKG)"),
        "hatch": w.text("no value"),
        "source": w.text("Sources"),
        "list": w.text("list"),
        "status": w.text("Borders as of 2016 with mergers up to 2022"),
        "classes": w.text("Classes of the map: a chosen one is highlighted"),
        "class_all": w.text("all values"),
        "class_first": w.text("below {to}"),
        "class_between": w.text("{from} to below {to}"),
        "class_last": w.text("{from} or more"),
        "class_none": w.text("No district, {range}"),
        "class_one": w.text("{n} district, {range}: {names}"),
        "class_many": w.text("{n} districts, {range}: {names}"),
        "unmarked": w.text("No class is highlighted any more"),
    }
