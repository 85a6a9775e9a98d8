"""The uploaded file as a source: the row of `sources` its figures point to."""

from __future__ import annotations

import re

import pandas as pd

from data.intake.model import Intake
from data.intake.words.labels import read_date
from data.tables import TABLES

_DL_DE = "https://www.govdata.de/dl-de/by-2-0"


def source_row(intake: Intake, *, accessed: str) -> pd.DataFrame:
    """One row of `sources` for an upload, from what the file says about itself.

    Args:
        intake: the file read.
        accessed: day (ISO) of the upload.
    """
    seen = intake.recognition
    free = bool(re.search(r"Datenlizenz Deutschland|dl-de", seen.licence, re.I))
    stand = re.match(r"[\d.]+", seen.stand)
    published = read_date(stand.group(0).rstrip(".")) if stand else ""
    years = "–".join(str(year) for year in dict.fromkeys((min(seen.years), max(seen.years)))) if seen.years else ""
    row = {
        "source_id": intake.source_id,
        "title": seen.title or intake.file_name,
        "publisher": _publisher(intake),
        "url": None,
        "table_code": seen.code or None,
        "licence": seen.licence or "nicht angegeben",
        "licence_url": _DL_DE if free else None,
        "date_published": published or None,
        "date_accessed": accessed,
        "coverage_de": f"Hochgeladene Datei {intake.file_name}" + (f"; {years}" if years else ""),
        "coverage_en": f"Uploaded file {intake.file_name}" + (f"; {years}" if years else ""),
        "limits_de": seen.notes or None,
        "limits_en": seen.notes or None,
        "citation": "; ".join(part for part in (_publisher(intake), seen.code, f"Datei {intake.file_name}") if part),
    }
    columns = list(TABLES["sources"].to_schema().columns)
    return pd.DataFrame([row], columns=columns).astype(dict.fromkeys(columns, "str"))


def _publisher(intake: Intake) -> str:
    offices = {
        "regionalstatistik_table": "Statistische Ämter des Bundes und der Länder",
        "genesis_table": "Statistisches Bundesamt (Destatis)",
        "ffcsv_old": "Statistische Ämter des Bundes und der Länder",
        "ffcsv_new": "Statistische Ämter des Bundes und der Länder",
        "destatis_population": "Statistisches Bundesamt (Destatis)",
        "kreiswanderungsmatrix": "Statistische Ämter des Bundes und der Länder",
        "inkar": "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR)",
    }
    return offices.get(intake.recognition.format, "Eigene Angabe")
