"""Districts, municipalities, their points and borders, and what is called the Lausitz."""

from __future__ import annotations

import pandas as pd

from data.tables.columns import DAY, GEMEINDE_AGS, Table, field, kreis, optional, pair, persons, sources

BOUNDARY_COLUMNS: dict[str, tuple[str, ...]] = {
    "kreise": ("ags", "name"),
    "gemeinden": ("ags", "name", "kreis_ags"),
    "laender": ("ags", "name"),
    "panel": ("ags", "name"),
}
"""Properties of the boundary layers, stems of files under `sources/boundaries` together with a scale."""

BOUNDARIES: tuple[str, ...] = tuple(
    f"{layer}_{scale}" for layer in ("kreise", "gemeinden", "laender") for scale in ("medium", "fine")
)
"""Keys of `Atlas.boundaries`: medium for the screen, fine for print."""

PANEL_BOUNDARY = "panel_coarse"
"""The 75 districts of the East German panel, for a small map; loaded with the panel."""


class Kreise(
    Table,
    key=["ags"],
    title=("Districts", "Kreise"),
    about=(
        "18 districts of Brandenburg, Bautzen and Görlitz; Berlin as backdrop.",
        "18 Kreise Brandenburgs, Bautzen und Görlitz; Berlin nur als Hintergrund.",
    ),
):
    """The 20 districts of the atlas, and Berlin as backdrop. Key: ags."""

    ags: str = kreis(refers=None)
    name: str = field("Name of the district", "Name des Kreises")
    kreis_type: str = field(
        "Landkreis, or Kreisfreie Stadt (a town that is its own district)",
        "Landkreis oder Kreisfreie Stadt",
        isin=["Landkreis", "Kreisfreie Stadt"],
    )
    nuts3: str = field("NUTS 3 code", "NUTS-3-Code", str_matches=r"^DE[0-9A-Z]{3}$")
    land_ags: str = field(
        "Official key of the Land (2 digits)",
        "Amtlicher Schlüssel des Landes (2 Stellen)",
        isin=["11", "12", "14"],
    )
    area_km2: float = field("Area on 31 December 2018", "Fläche am 31.12.2018", unit="km²", gt=0)
    in_lausitz: bool = field(
        "In the Lausitz with Saxony, the coal region by law (yes/no)",
        "In der Lausitz mit Sachsen, dem Lausitzer Revier nach InvKG (yes/no)",
    )
    source_ids: str = sources()


class FormerKreise(
    Table,
    key=["name", "kreis_type"],
    title=("Former districts", "Frühere Kreise"),
    about=(
        "Districts until 1993 (Brandenburg) or 2008 (Bautzen, Görlitz) and the district they went to.",
        (
            "Kreise bis 1993 (Brandenburg) oder 2008 (Bautzen, Görlitz) und der Kreis, in dem sie aufgingen. "
            "Einzelne Gemeinden kamen zu anderen Kreisen."
        ),
    ),
):
    """One row per district that was dissolved in 1993 or 2008. Key: name, kreis_type."""

    name: str = field("Name of the former district", "Name des früheren Kreises")
    kreis_type: str = field(
        "Landkreis, or Kreisfreie Stadt (a town that was its own district)",
        "Landkreis oder Kreisfreie Stadt",
        isin=["Landkreis", "Kreisfreie Stadt"],
    )
    kreis_ags: str = kreis("Key of the district it became part of", "Schlüssel des Kreises, in dem er aufging")
    dissolved_on: str = field("First day of the new districts", "Erster Tag der neuen Kreise", str_matches=DAY)
    source_ids: str = sources()


class Gemeinden(
    Table,
    key=["ags"],
    title=("Municipalities", "Gemeinden"),
    about=(
        "413 municipalities of Brandenburg and 110 of Bautzen and Görlitz, with the census of 2022.",
        "413 Gemeinden Brandenburgs und 110 in Bautzen und Görlitz, mit dem Zensus 2022.",
    ),
):
    """One row per municipality, borders of 2016 with mergers up to 2022. Key: ags."""

    ags: str = field(
        "Official key (AGS, 8 digits)",
        "Amtlicher Gemeindeschlüssel (AGS, 8 Stellen)",
        str_matches=GEMEINDE_AGS,
    )
    name: str = field("Name; Golzow and Mittenwalde occur twice", "Name; Golzow und Mittenwalde gibt es zweimal")
    gemeinde_type: str = field("Stadt (town) or Gemeinde", "Stadt oder Gemeinde", isin=["Stadt", "Gemeinde"])
    kreis_ags: str = kreis()
    area_km2: float = field("Area computed from the geometry", "Aus der Geometrie berechnete Fläche", unit="km²", gt=0)
    population: pd.Int64Dtype = persons(
        "Residents on the census day", "Bevölkerung am Zensusstichtag", nullable=True, ge=0
    )
    population_date: str = optional("Census day", "Zensusstichtag", str_matches=DAY)
    source_ids: str = sources()


class Places(
    Table,
    key=["ags"],
    title=("Points of the municipalities", "Punkte der Gemeinden"),
    about=("One point per municipality.", "Ein Punkt je Gemeinde."),
):
    """One point per municipality, to place circles and to find it by name. Key: ags."""

    ags: str = field(
        "Official key (AGS, 8 digits)",
        "Amtlicher Gemeindeschlüssel (AGS, 8 Stellen)",
        refers="gemeinden",
        str_matches=GEMEINDE_AGS,
    )
    lat: float = field(
        "Latitude (WGS 84)",
        "Geografische Breite (WGS 84)",
        unit="degree",
        in_range={"min_value": 50.0, "max_value": 54.0},
    )
    lon: float = field(
        "Longitude (WGS 84)",
        "Geografische Länge (WGS 84)",
        unit="degree",
        in_range={"min_value": 11.0, "max_value": 15.5},
    )
    coord_kind: str = field(
        "settlement: a point in the settlement; interior_point: a point inside the area",
        "settlement: Punkt im Siedlungskern; interior_point: Punkt innerhalb der Fläche",
        isin=["settlement", "interior_point"],
    )
    geonameid: str = optional("GeoNames number of a settlement", "GeoNames-Nummer einer Siedlung", str_matches=r"^\d+$")
    source_ids: str = sources()


class Regions(
    Table,
    key=["region_id", "ags"],
    title=("Definitions of the Lausitz", "Abgrenzungen der Lausitz"),
    about=(
        "The Lausitz by federal law, as an economic region, and as a planning region.",
        "Die Lausitz nach Bundesgesetz, als Wirtschaftsregion und als Planungsregion.",
    ),
):
    """Which districts belong to which definition of the Lausitz. Key: (region_id, ags)."""

    region_id: str = field(
        "Key of the definition",
        "Schlüssel der Abgrenzung",
        isin=["lausitzer_revier", "wirtschaftsregion_lausitz", "planungsregion"],
    )
    name_de: str = pair("Name of the definition", "Name der Abgrenzung", "de")
    name_en: str = pair("Name of the definition", "Name der Abgrenzung", "en")
    ags: str = kreis()
    clause_de: str = pair("Clause of the law", "Fundstelle im Gesetz", "de", nullable=True)
    clause_en: str = pair("Clause of the law", "Fundstelle im Gesetz", "en", nullable=True)
    whole_kreis: bool = field("The whole district belongs to it (yes/no)", "Der ganze Kreis gehört dazu (yes/no)")
    note_de: str = pair("What to mind", "Was zu beachten ist", "de", nullable=True)
    note_en: str = pair("What to mind", "Was zu beachten ist", "en", nullable=True)
    source_ids: str = sources()
