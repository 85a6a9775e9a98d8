"""Sentences about sheets, archives and layouts of an upload."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analytics.language.findings.model import Sentences, said
from analytics.language.wording import Wording

SENTENCES: Mapping[str, Sentences] = {
    "sheet_hidden": said(
        "The sheet is hidden and was not read.",
        "If it is the one you mean, enter its name under “Sheet”.",
    ),
    "rows_hidden": said(
        "Rows of the sheet are hidden or filtered out; they were read along.",
        "Delete them if they do not count.",
    ),
    "columns_hidden": said(
        "Columns of the sheet are hidden ({value}); they were read along.",
        "Delete them if they do not count.",
    ),
    "sheet_left_out": said("Not read: {reason}."),
    "sheets_overlap": said(
        "{names} speak of the same districts, years and age groups.",
        "Enter under “Sheet” the one that counts.",
    ),
    "sheets_joined": said(
        "{names} hold the same rows and were put side by side; the columns of the later sheets follow those of "
        "the first."
    ),
    "long_table": said(
        "Each row holds one figure: the measures were put side by side. Rows are named by the first one of their "
        "district and year."
    ),
    "table_turned": said(
        "The districts stand side by side; the table was turned on its side before it was read. A row named here is a "
        "column of the file, counted from the left, and a column is a row."
    ),
    "several_tables": said(
        "The file holds several different tables: {names}.",
        "Enter under “Sheet” the one to read, or upload the tables one by one.",
    ),
    "sheet_unknown": said(
        "There is no sheet {named}. The workbook has: {names}.",
        "Enter one of these names, or leave the field empty.",
    ),
    "archive_too_many": said(
        "The archive holds {found} tables; at most {limit} are read.",
        "Upload several smaller archives.",
    ),
    "archive_others": said("Files of the archive that are no tables were left out: {names}."),
    "eurostat_not_held": said(
        (
            "This is a table of Eurostat without the population on 1 January (indicator JAN); found: {measures}. "
            "Eurostat publishes no arrivals and departures of districts."
        ),
        (
            "For the population fetch demo_r_gind3 with the indicator JAN; for migration fetch table 12711-04-02-4 of "
            "the Regionaldatenbank."
        ),
    ),
    "measure_left_out": said("{value} is not a measure of the atlas; its rows were left out."),
    "cell_error": said(
        "The cell holds a spreadsheet error ({value}) and no value.",
        "Correct the formula, or enter the value. A value nobody knows is left empty.",
    ),
    "shown_otherwise": said(
        lambda w, f: w.text(
            "The cell shows {shown}, but the number stored in it is {stored}: its number format scales it, hides it or "
            "adds a unit.",
            stored=f["stored"],
            shown=w.quote(f["shown"]) if f["shown"] else w.text("no number"),
        ),
        (
            "Set the number format of the column to General, and enter the numbers that are meant: persons as whole "
            "numbers without a unit."
        ),
    ),
    "shown_by_rule": said(
        (
            "In the cells {value} a rule of conditional formatting strikes out what stands there, or shows numbers in "
            "another way than they are stored."
        ),
        "Delete the rule, or the stroke and the number format in it.",
    ),
    "struck_through": said(
        "{value} is struck through: it is not clear whether it still counts.",
        "Delete what no longer counts, and take the stroke off what does.",
    ),
    "value_merged": said(
        "One number stands in a cell merged over several rows: it is not clear for which of them it counts.",
        "Undo the merge and write every number into its own row.",
    ),
    "sum_rows_left_out": said("Rows with sums were left out ({value})."),
    "text_rows_left_out": said("Headings between the rows and notes below the table were left out ({value})."),
    "text_row_open": said(
        "The row holds only {value}: it is no entry, and may say something about the rows around it.",
        (
            "Complete the row if it is an entry, write what it says into a column if it speaks of other rows, or "
            "delete it."
        ),
    ),
    "aside_left_out": said("Left out because it is no part of the table: {kind} {value}."),
    "picture_unread": said(
        "Pictures on the sheet: {count}. What is written in a picture cannot be read; please look whether one "
        "says whose or what figures these are."
    ),
    "amount_unit": said(
        "{value} may mean that the amounts are not counted in euros; the heading of their column names no unit.",
        "Write the unit into the heading of the column, Betrag (Euro) or Betrag (T€).",
    ),
    "second_table": said(
        "A second table begins below the first ({value}); it was not read.",
        "Move it to a sheet or file of its own, or delete it here.",
    ),
    "net_computed": said(
        "The balance is a formula without a stored result ({value}); it was computed from arrivals and departures."
    ),
    "tab_disagrees": said(
        "The sheet is called {value}, its title speaks of {years}.",
        "Correct the name of the sheet or its title.",
    ),
    "own_table": said(
        "This is the atlas’s own table {value}. It is not filled by uploads.",
        "To change figures, upload the file of the office; to change a register, use its template.",
    ),
    "own_view": said(
        "This is a table downloaded from a page of the atlas: it shows what is stored and brings nothing new.",
        "To change figures, upload the file of the office; to change a register, use its template.",
    ),
    "year_open": said(
        "{value} does not name one year.",
        "Enter the year, or leave the cell empty and write the words into the note.",
    ),
    "date_unreadable": said("{value} is no day, month or year.", "Write it as 2024, 03/2024 or 15.03.2024."),
    "day_unreadable": said("{value} is no day.", "Write it as 15.03.2024, or leave the cell empty."),
    "amount_open": said(
        "{value} is one of several amounts, or was not given.",
        "Enter the sum that was given for the period, and write the words into the note.",
    ),
    "stand_differs": said(
        "{value} names another date than the row itself ({date}).",
        "Enter the date the number holds for in both cells, or leave the words out.",
    ),
    "dash_open": said(
        "A dash may mean zero or unknown.",
        "Enter 0, or leave the cell empty when the number is not known.",
    ),
    "places_several": said(
        "{value} names several places: {names}. A row of the register has one.",
        "Keep the seat, or make a row of its own for each place.",
    ),
    "place_unknown": said(
        "{value} is no municipality of the atlas, so the row gets no key. {candidates}",
        "Write the official name of the municipality or its key (AGS). A seat elsewhere may stay as it is.",
    ),
    "words_kept": said("{value} is read as {new}; the words are kept in the note."),
    "exact_filled": said("No word such as “about” or “up to” stands before the amount: it counts as exact as printed."),
}
"""What is said of a finding, by its code."""

REASONS: Mapping[str, Callable[[Wording], str]] = {
    "empty": lambda w: w.text("the sheet is empty"),
    "no_table": lambda w: w.text("there is no table in it"),
    "table_unknown": lambda w: w.text("there is no table of the atlas in it"),
    "no_data_rows": lambda w: w.text("there are no rows of data in it"),
    "balance": lambda w: w.text("balances are computed from arrivals and departures"),
    "subset": lambda w: w.text("it is about a part of the people only"),
    "measure_not_held": lambda w: w.text("the atlas does not hold what it measures"),
}
"""Why a sheet was left out."""

_SAME = {
    "subset_only": "subset",
    "unit_not_persons": "measure_not_held",
    "context_other_table": "measure_not_held",
    "no_whole_year": "measure_not_held",
    "not_observed": "measure_not_held",
}

KINDS: Mapping[str, Callable[[Wording], str]] = {
    "picture": lambda w: w.text("picture"),
    "text": lambda w: w.text("text document"),
    "presentation": lambda w: w.text("presentation file"),
    "graphics": lambda w: w.text("drawing"),
    "flat_document": lambda w: w.text("OpenDocument in a single XML file"),
    "xml_workbook": lambda w: w.text("workbook in a single XML file (Excel 2003)"),
    "comment": lambda w: w.text("comment on a cell"),
    "text_box": lambda w: w.text("text box"),
    "chart_title": lambda w: w.text("title of a chart"),
    "page_text": lambda w: w.text("header or footer of the page"),
    "side_text": lambda w: w.text("text beside the table"),
    "prompt": lambda w: w.text("hint at a cell or label of a form"),
    "picture_said": lambda w: w.text("description of a picture"),
}
"""Kind of a file that is no table and has no name of its own."""


def reason(code: str, w: Wording) -> str:
    """Why a sheet was left out, as part of a sentence."""
    return REASONS.get(_SAME.get(code, code), REASONS["no_table"])(w)
