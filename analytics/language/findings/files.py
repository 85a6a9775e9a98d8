"""Sentences for the file itself: its kind, its size, its archive and its characters."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.language.findings.model import Sentences, said

SENTENCES: Mapping[str, Sentences] = {
    "file_empty": said("The file is empty.", "Export it again and upload the new file."),
    "too_large": said(
        "The file has {size} MB; at most {limit} MB are read.",
        "Export fewer years or regions at a time.",
    ),
    "html_instead": said(
        lambda w, f: (
            w.text("This is a web page ({value}), not a table: often the download led to a sign-in or error page.", **f)
            if f["value"]
            else w.text("This is a web page, not a table: often the download led to a sign-in or error page.")
        ),
        "Open the address in the browser, sign in if asked, and download the table again.",
    ),
    "html_table": said(
        "This is a web page with a table in it, whatever the name of the file says.",
        "Open it in a spreadsheet program, save it as XLSX and upload this copy.",
    ),
    "not_a_table": said(
        "The content is of the kind {kind}, not a table.",
        "Upload CSV, TXT, XLSX or ODS, or a ZIP with such files inside.",
    ),
    "password_protected": said(
        "The file is protected by a password and cannot be read.",
        "Save it without a password and upload that copy.",
    ),
    "old_workbook": said("This is a workbook in the old format XLS.", "Save it as XLSX and upload that copy."),
    "macro_workbook": said(
        "The workbook contains macros. Files with program code are not opened.",
        "Save it as XLSX without macros.",
    ),
    "archive_damaged": said("The archive or workbook is damaged or incomplete.", "Download it again."),
    "archive_bomb": said(
        "Unpacked, the archive would take {unpacked} MB: far more than a table needs.",
        "Upload the table itself instead of the archive.",
    ),
    "archive_many_files": said(
        "The archive holds {found} files; archives with more than {limit} are not opened.",
        "Pack only the tables that are meant, or upload them one by one.",
    ),
    "archive_empty": said(
        "The archive is empty: there is no file in it, or only files without content.",
        "Upload an archive with CSV, TXT, XLSX or ODS files.",
    ),
    "archive_nested": said("The archive contains another archive.", "Unpack it and upload the table."),
    "archive_without_table": said(
        "The archive contains no table ({names}).",
        "Upload an archive with CSV, TXT, XLSX or ODS files.",
    ),
    "formulas_in_workbook": said(
        "The workbook contains formulas. Their last saved results are read; nothing is calculated."
    ),
    "too_many_columns": said(
        "The table has {found} columns; at most {limit} are read.",
        "Check the delimiter, or export fewer columns.",
    ),
    "too_many_cells": said(
        "The workbook spans {found} cells; at most {limit} are read.",
        "Delete empty rows and columns beyond the table, or save it as CSV.",
    ),
    "line_too_long": said(
        "A line is longer than one megabyte: this is no table, or its line ends are lost.",
        "Export the file again.",
    ),
    "quote_open": said(
        "A quotation mark is opened here and never closed, so that the rest of the file becomes one cell.",
        "Delete or double the quotation mark in this row.",
    ),
    "nul_bytes": said("The file contains NUL bytes: it is damaged, or no text file.", "Export it again."),
    "encoding_wrong": said(
        "The file cannot be read in the character set {encoding}.",
        "Choose another character set, or leave the choice to the recognition.",
    ),
    "encoding_guessed": said(
        "The character set is not certain; {encoding} looks most like German.",
        "Check the umlauts in the preview and choose another one if they are wrong.",
    ),
    "double_encoded": said(
        "Umlauts were encoded twice before ({value}): the file was once saved in the wrong character set.",
        "Export it from its origin again. Keys and numbers are not affected.",
    ),
    "signs_lost": said("Characters are lost and stand as � in the file.", "Export it from its origin again."),
    "mixed_line_ends": said("The file mixes several kinds of line ends; all were read."),
    "cancelled": said("Reading was cancelled. Nothing was stored."),
    "truncated": said("The file ends in the middle of the table: it is cut off.", "Download it again."),
    "footer_missing": said(
        "The official notes below the table are missing. Perhaps the file is not complete.",
        "Check whether the last districts are there.",
    ),
}
"""What is said of a finding, by its code."""
