"""Where people come from and go to."""

from __future__ import annotations

from data.tables.columns import Table, age_group, calendar_year, field, kreis, optional, pair, persons, source, sources


class MigrationComponents(
    Table,
    key=["ags", "year", "age_group"],
    title=("Migration from Germany and from abroad", "Wanderung innerhalb Deutschlands und mit dem Ausland"),
    about=(
        "Net migration of the districts 2018-2021 by age: within Germany, German nationals, abroad.",
        "Wanderungssaldo der Kreise 2018–2021 nach Alter: Inland, darunter Deutsche, Ausland.",
    ),
):
    """Net migration of a district by where people came from and went, one row per (ags, year, age_group)."""

    ags: str = kreis()
    year: int = calendar_year()
    age_group: str = age_group()
    net_total: int = persons(
        "Arrivals minus departures over the district border", "Zuzüge minus Fortzüge über die Kreisgrenze"
    )
    net_domestic: int = persons(
        "Balance with all other districts of Germany", "Saldo mit allen anderen Kreisen Deutschlands"
    )
    net_abroad: int = persons(
        "Total less domestic balance: moves from and to abroad, in Saxony with unclear cases",
        "Gesamtsaldo ohne den Saldo innerhalb Deutschlands: Ausland, in Sachsen mit ungeklärten Fällen",
    )
    net_domestic_german: int = persons(
        "Domestic balance of German nationals", "Saldo der Deutschen innerhalb Deutschlands"
    )
    status: str = field(
        "derived: worked out from the sources named",
        "derived: aus den genannten Quellen berechnet",
        isin=["derived"],
    )
    source_id: str = sources()


class MigrationComponentRates(
    Table,
    key=["ags", "year"],
    title=("Domestic and external migration rates", "Binnen- und Außenwanderung je 1.000"),
    about=(
        "Domestic and external balance per 1,000 residents 2022 and 2023, second-hand.",
        "Binnen- und Außenwanderungssaldo je 1.000 Einwohner 2022 und 2023, aus zweiter Hand.",
    ),
):
    """Domestic and external balance per 1,000 residents as second-hand sources give them, one row per (ags, year)."""

    ags: str = kreis()
    year: int = calendar_year()
    net_domestic_per_1000: float = field(
        "Domestic balance per 1,000 residents", "Binnenwanderungssaldo je 1.000 Einwohner", unit="per 1,000"
    )
    net_abroad_per_1000: float = field(
        "External balance per 1,000 residents", "Außenwanderungssaldo je 1.000 Einwohner", unit="per 1,000"
    )
    status: str = field(
        "second_hand: read in a copy that names the office as its source",
        "second_hand: aus einer Wiedergabe gelesen, die das Amt als Quelle nennt",
        isin=["second_hand"],
    )
    source_id: str = source()


class MigrationFlows(
    Table,
    key=["ags", "year", "age_group", "partner", "nationality"],
    title=("Balances between districts and their partners", "Salden zwischen Kreisen und ihren Partnern"),
    about=(
        "Net moves of the districts with each other, with Berlin and with each Land, 2018-2021, by age.",
        "Saldo der Kreise untereinander, mit Berlin und jedem Land, 2018–2021, nach Alter.",
    ),
):
    """Balance of moves between a district and a partner, one row per (ags, year, age_group, partner, nationality).

    Balances only: the source gives neither arrivals nor departures of a pair.
    """

    ags: str = kreis()
    year: int = calendar_year()
    age_group: str = age_group()
    partner: str = field(
        "Partner (code of migration_partners); districts named one by one are not in their Land",
        "Partner (Code aus migration_partners); einzeln genannte Kreise sind im Land nicht noch einmal enthalten",
        refers="migration_partners",
        str_matches=r"^\d{2}(\d{3})?$",
    )
    nationality: str = field(
        "all, or german: German nationals only (given for Berlin and the Länder)",
        "all: alle; german: nur Deutsche (für Berlin und die Länder)",
        isin=["all", "german"],
    )
    net: int = persons(
        "Moves from the partner minus moves to the partner", "Zuzüge vom Partner minus Fortzüge zum Partner"
    )
    source_id: str = source()


class MigrationPartners(
    Table,
    key=["partner"],
    title=("Partners of migration", "Partner der Wanderung"),
    about=(
        "The districts of the atlas, Berlin and the Länder as partners; a Land without its named districts.",
        "Kreise des Atlas, Berlin und Länder als Partner; ein Land ohne seine genannten Kreise.",
    ),
):
    """Where people come from and go to inside Germany, one row per partner. Key: partner."""

    partner: str = field(
        "District (AGS, 5 digits) or Land (2 digits)",
        "Kreis (AGS, 5 Stellen) oder Land (2 Stellen)",
        str_matches=r"^\d{2}(\d{3})?$",
    )
    name_de: str = pair("Name of the partner", "Name des Partners", "de")
    name_en: str = pair("Name of the partner", "Name des Partners", "en")
    lat: float = optional(
        "Latitude of a Land's seat of government (WGS 84), which says in which direction it lies; blank for districts",
        "Geografische Breite des Regierungssitzes eines Landes (WGS 84), für die Richtung; bei Kreisen leer",
        unit="degree",
        in_range={"min_value": 47.0, "max_value": 55.5},
    )
    lon: float = optional(
        "Longitude of a Land's seat of government (WGS 84); blank for districts",
        "Geografische Länge des Regierungssitzes eines Landes (WGS 84); bei Kreisen leer",
        unit="degree",
        in_range={"min_value": 5.5, "max_value": 15.5},
    )
    source_ids: str = sources()
