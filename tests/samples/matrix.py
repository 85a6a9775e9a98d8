"""Writer of the Kreiswanderungsmatrix as the offices publish it. It knows nothing of the reader."""

from data.intake.words.labels import age_codes
from data.records import load_table
from tests.samples.layouts import label, workbook

NAMES = [
    "Zielland", "Zielkreis-\nSchlüssel", "Z-LD", "Z-RB", "Z-KR", "Zielkreis-\nKreistext", "Herkunftsland",
    "Herkunftskreis-\nSchlüssel", "H-LD", "H-RB", "H-KR", "Herkunftskreis-Kreistext", "Regionstyp", "Altersgruppen",
]  # fmt: skip
PEOPLE = ["Insgesamt", "", "", "Deutsche", "", "", "Nichtdeutsche", "", ""]
SEXES = ["insgesamt", "männlich", "weiblich"] * 3
ELSEWHERE = {
    "01": "01002", "02": "02000", "03": "03101", "04": "04011", "05": "05111", "06": "06411", "07": "07111",
    "08": "08111", "09": "09162", "10": "10041", "13": "13003", "14": "14612", "15": "15003", "16": "16051",
}  # fmt: skip
"""One district for each Land whose districts the atlas does not name one by one."""
Rows = list[list[object]]
AGE, NET = 13, 14


def pairs(target: str = "12052", year: int = 2021) -> Rows:
    """The shipped balances of one district as the matrix writes them; who is not German stands in the last columns."""
    shipped = load_table("migration_flows").query("ags == @target and year == @year")
    net = shipped.set_index(["partner", "age_group", "nationality"])["net"]
    rows: Rows = []
    for partner in shipped["partner"].unique():
        origin = ELSEWHERE.get(partner, partner)
        for age in age_codes("migration"):
            whole = int(net[partner, age, "all"])
            german = int(net.get((partner, age, "german"), whole))
            people = [cell for one in (whole, german, whole - german) for cell in (one, one - 1, 1)]
            written = label(age).replace(" Jahre", "").replace(" bis unter ", " - ")
            if whole or german:
                rows.append([*place(target), *place(origin), "Ländliche Regionen", written, *people])
    return rows


def place(ags: str) -> list[object]:
    return ["", ags, ags[:2], "0", ags[3:], ""]


def book(rows: Rows, *, sheet: str = "Brandenburg 2021", above: Rows | None = None, saldo: str = "Saldo") -> bytes:
    head: Rows = [[*NAMES, saldo], [*[""] * 14, *PEOPLE], [], [*[""] * 14, *SEXES]]
    return workbook({sheet: [*(above or []), *head, *rows]})
