"""Names of tables, columns and formats as the upload pages write them."""

from __future__ import annotations

from analytics.language import Wording
from analytics.subjects.sources.figures import find_resource
from data.intake.lists.vocabulary import heading
from data.tables import TABLES
from pages.facts import package


def table_title(table: str, w: Wording) -> str:
    """What a canonical table is called."""
    return find_resource(package.resources(), table).words("title", w)


def column_labels(table: str, w: Wording) -> dict[str, str]:
    """Heading of every column of a table; its plain name where no template knows it."""
    labels = {}
    for column in TABLES[table].to_schema().columns:
        try:
            labels[column] = heading(column, w.lang)
        except KeyError:
            labels[column] = column
    return labels


def format_name(code: str, w: Wording) -> str:
    """What a file format is called."""
    names = {
        "regionalstatistik_table": w.text("Table of the Regionaldatenbank"),
        "genesis_table": w.text("Table of GENESIS-Online"),
        "ffcsv_old": w.text("Flat file, old generation"),
        "ffcsv_new": w.text("Flat file, new generation"),
        "inkar": w.text("INKAR export"),
        "eurostat": w.text("Table of Eurostat"),
        "kreiswanderungsmatrix": w.text("Matrix of migration between districts"),
        "destatis_population": w.text("Population workbook of Destatis"),
        "wide": w.text("Table with several rows of headings"),
        "own": w.text("Download from the atlas"),
        "template": w.text("Template of the atlas"),
        "tabular": w.text("Table with one row of headings"),
    }
    return names.get(code, w.text("not recognised"))


def container_name(code: str, w: Wording) -> str:
    """What a file is packed as."""
    *outer, inner = code.split("/")
    names = {
        "text": w.text("text"),
        "xlsx": w.text("workbook"),
        "ods": w.text("OpenDocument spreadsheet"),
        "json": "JSON",
    }
    name = names.get(inner, w.text("several tables") if "+" in inner else inner)
    if "zip" in outer:
        return w.text("{kind} in an archive", kind=name)
    return w.text("{kind}, compressed", kind=name) if "gz" in outer else name


ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252 (Latin-1)",
    "cp850": "DOS (CP 850)",
    "mac_roman": "Macintosh",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
DELIMITERS = (";", ",", "\t", "|")


def delimiter_name(sign: str, w: Wording) -> str:
    """What a delimiter is called."""
    names = {";": w.text("semicolon"), ",": w.text("comma"), "\t": w.text("tab"), "|": w.text("vertical bar")}
    return names.get(sign, sign) or w.text("not recognised")


def decimal_name(sign: str, w: Wording) -> str:
    """What a decimal mark is called."""
    names = {",": w.text("comma"), ".": w.text("point")}
    return names.get(sign, w.text("none needed: whole numbers only"))


def size_name(size: int | None, w: Wording) -> str:
    """A file size as people say it."""
    if size is None:
        return w.missing()
    if size < 1024 * 1024:
        return f"{w.number(max(size / 1024, 0.1), 1)} kB"
    return f"{w.number(size / 1024 / 1024, 1)} MB"
