"""Sentences for the file itself: its kind, its size, its archive and its characters."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Say

WHAT: Mapping[str, Say] = {
    "file_empty": lambda w, f: w.text(
        "The file is empty.",
    ),
    "too_large": lambda w, f: w.text(
        "The file has {size} MB; at most {limit} MB are read.",
        **f,
    ),
    "html_instead": lambda w, f: (
        w.text("This is a web page ({value}), not a table: often the download led to a sign-in or error page.", **f)
        if f["value"]
        else w.text("This is a web page, not a table: often the download led to a sign-in or error page.")
    ),
    "html_table": lambda w, f: w.text(
        "This is a web page with a table in it, whatever the name of the file says.",
    ),
    "not_a_table": lambda w, f: w.text(
        "The content is of the kind {kind}, not a table.",
        **f,
    ),
    "password_protected": lambda w, f: w.text(
        "The file is protected by a password and cannot be read.",
    ),
    "old_workbook": lambda w, f: w.text(
        "This is a workbook in the old format XLS.",
    ),
    "macro_workbook": lambda w, f: w.text(
        "The workbook contains macros. Files with program code are not opened.",
    ),
    "archive_damaged": lambda w, f: w.text(
        "The archive or workbook is damaged or incomplete.",
    ),
    "archive_bomb": lambda w, f: w.text(
        "Unpacked, the archive would take {unpacked} MB: far more than a table needs.",
        **f,
    ),
    "archive_many_files": lambda w, f: w.text(
        "The archive holds {found} files; archives with more than {limit} are not opened.",
        **f,
    ),
    "archive_empty": lambda w, f: w.text(
        "The archive is empty: there is no file in it, or only files without content.",
    ),
    "archive_nested": lambda w, f: w.text(
        "The archive contains another archive.",
    ),
    "archive_without_table": lambda w, f: w.text(
        "The archive contains no table ({names}).",
        **f,
    ),
    "formulas_in_workbook": lambda w, f: w.text(
        "The workbook contains formulas. Their last saved results are read; nothing is calculated.",
    ),
    "too_many_columns": lambda w, f: w.text(
        "The table has {found} columns; at most {limit} are read.",
        **f,
    ),
    "too_many_cells": lambda w, f: w.text(
        "The workbook spans {found} cells; at most {limit} are read.",
        **f,
    ),
    "line_too_long": lambda w, f: w.text(
        "A line is longer than one megabyte: this is no table, or its line ends are lost.",
    ),
    "quote_open": lambda w, f: w.text(
        "A quotation mark is opened here and never closed, so that the rest of the file becomes one cell.",
    ),
    "nul_bytes": lambda w, f: w.text(
        "The file contains NUL bytes: it is damaged, or no text file.",
    ),
    "encoding_wrong": lambda w, f: w.text(
        "The file cannot be read in the character set {encoding}.",
        **f,
    ),
    "encoding_guessed": lambda w, f: w.text(
        "The character set is not certain; {encoding} looks most like German.",
        **f,
    ),
    "double_encoded": lambda w, f: w.text(
        "Umlauts were encoded twice before ({value}): the file was once saved in the wrong character set.",
        **f,
    ),
    "signs_lost": lambda w, f: w.text(
        "Characters are lost and stand as � in the file.",
    ),
    "mixed_line_ends": lambda w, f: w.text(
        "The file mixes several kinds of line ends; all were read.",
    ),
    "cancelled": lambda w, f: w.text(
        "Reading was cancelled. Nothing was stored.",
    ),
    "truncated": lambda w, f: w.text(
        "The file ends in the middle of the table: it is cut off.",
    ),
    "footer_missing": lambda w, f: w.text(
        "The official notes below the table are missing. Perhaps the file is not complete.",
    ),
}
"""Code of a finding -> what was found."""

ADVICE: Mapping[str, Say] = {
    "file_empty": lambda w, f: w.text(
        "Export it again and upload the new file.",
    ),
    "too_large": lambda w, f: w.text(
        "Export fewer years or regions at a time.",
    ),
    "html_instead": lambda w, f: w.text(
        "Open the address in the browser, sign in if asked, and download the table again.",
    ),
    "html_table": lambda w, f: w.text(
        "Open it in a spreadsheet program, save it as XLSX and upload this copy.",
    ),
    "not_a_table": lambda w, f: w.text(
        "Upload CSV, TXT, XLSX or ODS, or a ZIP with such files inside.",
    ),
    "password_protected": lambda w, f: w.text(
        "Save it without a password and upload that copy.",
    ),
    "old_workbook": lambda w, f: w.text(
        "Save it as XLSX and upload that copy.",
    ),
    "macro_workbook": lambda w, f: w.text(
        "Save it as XLSX without macros.",
    ),
    "archive_damaged": lambda w, f: w.text(
        "Download it again.",
    ),
    "archive_bomb": lambda w, f: w.text(
        "Upload the table itself instead of the archive.",
    ),
    "archive_many_files": lambda w, f: w.text(
        "Pack only the tables that are meant, or upload them one by one.",
    ),
    "archive_empty": lambda w, f: w.text(
        "Upload an archive with CSV, TXT, XLSX or ODS files.",
    ),
    "archive_nested": lambda w, f: w.text(
        "Unpack it and upload the table.",
    ),
    "archive_without_table": lambda w, f: w.text(
        "Upload an archive with CSV, TXT, XLSX or ODS files.",
    ),
    "too_many_columns": lambda w, f: w.text(
        "Check the delimiter, or export fewer columns.",
    ),
    "too_many_cells": lambda w, f: w.text(
        "Delete empty rows and columns beyond the table, or save it as CSV.",
    ),
    "line_too_long": lambda w, f: w.text(
        "Export the file again.",
    ),
    "quote_open": lambda w, f: w.text(
        "Delete or double the quotation mark in this row.",
    ),
    "nul_bytes": lambda w, f: w.text(
        "Export it again.",
    ),
    "encoding_wrong": lambda w, f: w.text(
        "Choose another character set, or leave the choice to the recognition.",
    ),
    "encoding_guessed": lambda w, f: w.text(
        "Check the umlauts in the preview and choose another one if they are wrong.",
    ),
    "double_encoded": lambda w, f: w.text(
        "Export it from its origin again. Keys and numbers are not affected.",
    ),
    "signs_lost": lambda w, f: w.text(
        "Export it from its origin again.",
    ),
    "truncated": lambda w, f: w.text(
        "Download it again.",
    ),
    "footer_missing": lambda w, f: w.text(
        "Check whether the last districts are there.",
    ),
}
"""Code of a finding -> what to do."""
