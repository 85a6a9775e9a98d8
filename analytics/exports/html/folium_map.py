"""The map as folium writes it: our layers, our Leaflet, our map element; no tiles and nothing of another host."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from markupsafe import Markup

from analytics.exports.html.templating import TEMPLATES
from analytics.maps.layers import FIRST_LAYERS, layer_collections
from data.atlas import Atlas


class _Text(Element):
    """Text as it stands."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_kwargs: Any) -> str:
        """The text."""
        return self._text


class _Verbatim(MacroElement):
    """An element whose parts are filled in once.

    branca 0.8 takes what an element has written for a template again: words of the data would be read as code.
    """

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Adds header, html and script of the element and of its children to the document."""
        document = self.get_root()
        for part in ("header", "html", "script"):
            write = getattr(self._template.module, part, None)
            if write is not None:
                getattr(document, part).add_child(_Text(write(self)), name=f"{self.get_name()}_{part}")
        for child in self._children.values():
            child.render(**kwargs)


class _Layer(_Verbatim, folium.GeoJson):
    """A layer that gives its GeoJSON to the map element by name, instead of drawing itself."""

    _template = TEMPLATES.get_template("map_layer.html")


class AtlasMap(_Verbatim, folium.Map):
    """The layers of the atlas as a folium map that the map element draws.

    Args:
        atlas: the data.
        names: of the layers.
    """

    _template = TEMPLATES.get_template("map.html")

    def __init__(self, atlas: Atlas, names: Iterable[str] = FIRST_LAYERS) -> None:
        super().__init__(tiles=None, zoom_control=False)
        for name, collection in layer_collections(atlas, names).items():
            _Layer(collection, name=name).add_to(self)


class MapElement(_Verbatim):
    """Headline and map with legend, slider, list and table, in the document of a folium map.

    Args:
        headline: what the headline shows.
        content: what the map shows.
        script: module of the element, which exports `mount`.
        style: style sheet of the element.
        leaflet: script of Leaflet.
    """

    _template = TEMPLATES.get_template("map_element.html")

    def __init__(
        self, headline: dict[str, Any], content: dict[str, Any], *, script: Markup, style: Markup, leaflet: Markup
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.data = {"headline": headline, "map": content}
        self.code, self.style, self.leaflet = script, style, leaflet


class MapDocument(Figure):
    """The whole document of one map.

    Args:
        lang: language.
        title: of the browser window.
        font: style sheet with the typeface.
    """

    _template = TEMPLATES.get_template("map_document.html")

    def __init__(self, lang: str, title: str, font: Markup) -> None:
        super().__init__(title=title)
        self.lang, self.font = lang, font
        # branca's note on the character set: the template has one.
        self.header._children.clear()


def write_layer_script(atlas: Atlas) -> str:
    """Script that hands the first layers to every map of a page."""
    document = Figure()
    AtlasMap(atlas).add_to(document)
    document.render()
    return str(document.script.render())
