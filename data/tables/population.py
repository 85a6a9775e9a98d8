"""Residents, and how their number changed."""

from __future__ import annotations

import pandas as pd

from data.tables.columns import (
    DAY,
    Table,
    age_group,
    calendar_year,
    census,
    field,
    kreis,
    optional,
    persons,
    region,
    source,
    sources,
)
from data.tables.statuses import figure_status


class Population(
    Table,
    key=["ags", "date", "age_group"],
    title=("Population of the districts", "Bevölkerung der Kreise"),
    about=(
        "Residents by age group on 31 December; every row names the census it is carried forward from.",
        "Bevölkerung am 31.12. nach Altersgruppen; jede Zeile nennt ihre Grundlage (Zensus).",
    ),
):
    """Residents on 31 December, one row per (ags, date, age_group)."""

    ags: str = kreis()
    date: str = field("Reference day", "Stichtag", str_matches=DAY)
    year: int = field("Year of the reference day", "Jahr des Stichtags", unit="year", ge=1990)
    age_group: str = age_group()
    population: pd.Int64Dtype = persons(
        "Residents on the reference day; blank as status says",
        "Bevölkerung am Stichtag; leer, wie es status sagt",
        nullable=True,
        ge=0,
    )
    census_base: str = census()
    status: str = figure_status()
    source_id: str = source()


class PopulationTotals(
    Table,
    key=["region", "date", "sex"],
    title=("Population by sex", "Bevölkerung nach Geschlecht"),
    about=(
        "Residents by sex on 31 December: districts, Brandenburg, Saxony, Berlin and Germany.",
        "Bevölkerung am 31.12. nach Geschlecht: Kreise, drei Länder und Deutschland.",
    ),
):
    """Residents on 31 December by sex, one row per (region, date, sex): districts, Länder, Germany."""

    region: str = region()
    date: str = field("Reference day", "Stichtag", str_matches=DAY)
    year: int = field("Year of the reference day", "Jahr des Stichtags", unit="year", ge=1990)
    sex: str = field(
        "insgesamt (both), männlich (male), weiblich (female)",
        "insgesamt, männlich oder weiblich",
        isin=["insgesamt", "männlich", "weiblich"],
    )
    population: int = persons("Residents on the reference day", "Bevölkerung am Stichtag", ge=0)
    census_base: str = census()
    status: str = figure_status()
    source_id: str = source()


class PopulationBalance(
    Table,
    key=["region", "year"],
    title=("Balance of the population", "Bilanz der Bevölkerung"),
    about=(
        "Births, deaths, net migration and correction 2024: districts and Land Brandenburg.",
        "Geborene, Gestorbene, Wanderungssaldo und Korrektur 2024: Kreise und Land Brandenburg.",
    ),
):
    """How the population of a year changed, one row per (region, year): births, deaths, moves, correction."""

    region: str = field(
        "District (AGS, 5 digits) or Land (2 digits)", "Kreis (AGS, 5 Stellen) oder Land (2 Stellen)",
        str_matches=r"^(\d{5}|\d{2})$",
    )  # fmt: skip
    year: int = calendar_year()
    population_start: int = persons(
        "Residents on 31 December of the year before", "Bevölkerung am 31.12. des Vorjahres", ge=0
    )
    births: int = persons("Live births", "Lebendgeborene", ge=0)
    deaths: int = persons("Deaths", "Gestorbene", ge=0)
    natural_balance: int = persons("Births minus deaths", "Geborene minus Gestorbene")
    net_migration: int = persons("Arrivals minus departures", "Zuzüge minus Fortzüge")
    correction: int = persons(
        "Rest up to the figure of the end of the year: official corrections of the stock",
        "Rest bis zum Stand am Jahresende: amtliche Bestandskorrekturen",
    )
    population_end: int = persons("Residents on 31 December", "Bevölkerung am 31.12.", ge=0)
    status: str = field(
        "derived: worked out from the sources named",
        "derived: aus den genannten Quellen berechnet",
        isin=["derived"],
    )
    source_id: str = sources()


class Projections(
    Table,
    key=["region", "measure", "year_to"],
    title=("Quoted projections", "Zitierte Vorausberechnungen"),
    about=(
        (
            "Figures of the official projection up to 2040 as a press report quotes them: Land Brandenburg and "
            "Potsdam. Quotations, no forecast of the atlas."
        ),
        (
            "Zahlen der amtlichen Vorausberechnung bis 2040, wie ein Pressebericht sie nennt: Land Brandenburg und "
            "Potsdam. Zitate, kein Ausblick des Atlas."
        ),
    ),
):
    """Figures of official projections, quoted: one row per (region, measure, year_to)."""

    region: str = region()
    year_from: pd.Int64Dtype = optional(
        "Last year known to the projection; blank where the value is of year_to alone",
        "Letztes Jahr, das die Vorausberechnung kennt; leer, wo der Wert nur für year_to gilt",
        unit="year", ge=1990,
    )  # fmt: skip
    year_to: int = field("Year it reaches to", "Jahr, bis zu dem sie reicht", unit="year", ge=1990)
    measure: str = field(
        "population in year_to, or from year_from to year_to: change_persons, change_percent, natural_balance (births "
        "less deaths), net_migration and its parts with abroad, Berlin and the rest of Germany",
        "population: Bevölkerung in year_to; sonst von year_from bis year_to: change_persons, change_percent "
        "(Veränderung), natural_balance (Geborene minus Gestorbene), net_migration (Wanderungssaldo) und seine Teile "
        "mit dem Ausland (abroad), Berlin und dem übrigen Deutschland",
        isin=[
            "population", "change_persons", "change_percent", "natural_balance", "net_migration",
            "net_migration_abroad", "net_migration_berlin", "net_migration_rest_of_germany",
        ],
    )  # fmt: skip
    value: float = field("Value as quoted; unit names its unit", "Wert wie zitiert; seine Einheit nennt unit")
    unit: str = field("persons or percent", "persons (Personen) oder percent (Prozent)", isin=["persons", "percent"])
    qualifier: str = field(
        "about: rounded by the source; as_printed: as the source prints it",
        "about: von der Quelle gerundet; as_printed: wie gedruckt",
        isin=["about", "as_printed"],
    )
    source_id: str = source()
