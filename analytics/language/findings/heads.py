"""Sentences for what the head of a table says: measure, part of the people, unit, borders, time and base."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analytics.language.findings.model import Say
from analytics.language.wording import Wording

WHAT: Mapping[str, Say] = {
    "words_unknown": lambda w, f: w.text(
        "The head contains words the recognition does not know: {words}. It is not clear whether they change"
        " what is counted.",
        **f,
    ),
    "note_limits": lambda w, f: w.text(
        "The note {value} may change what is counted.",
        **f,
    ),
    "name_limits": lambda w, f: w.text(
        "The name {value} speaks of a part, another unit or another border. Its content does not.",
        **f,
    ),
    "subset_only": lambda w, f: w.text(
        "“{measure}” counts only a part of the people ({words}); the atlas holds the total.",
        **f,
    ),
    "no_whole_year": lambda w, f: w.text(
        "“{measure}” does not cover exactly one year ({words}); the atlas holds whole years and year ends.",
        **f,
    ),
    "not_observed": lambda w, f: w.text(
        "“{measure}” is estimated or projected, not counted ({words}).",
        **f,
    ),
    "border_not_stated": lambda w, f: w.text(
        "The table does not say over which borders the moves are counted. Statistic {code} is published for"
        " several kinds of borders.",
        **f,
    ),
    "years_disagree": lambda w, f: w.text(
        "“{measure}” says {value}, another year than “{other}”.",
        **f,
    ),
    "title_disagrees": lambda w, f: w.text(
        "The title speaks of {value}, the rows of {years}.",
        **f,
    ),
    "role_twice": lambda w, f: w.text(
        "Several columns could be {measure}: {options}.",
        **f,
    ),
    "column_left_out": lambda w, f: w.text(
        "Not used: {headings}. {reason}",
        **f,
    ),
    "parts_left_out": lambda w, f: w.text(
        "Rows that count only a part ({words}) were left out.",
        **f,
    ),
    "column_one_value": lambda w, f: w.text(
        "Every row of this column says {value}. It is not clear whether that is the total.",
        **f,
    ),
    "measure_unnamed": lambda w, f: w.text(
        "The heading {value} does not say what is counted.",
        **f,
    ),
    "base_contradicts": lambda w, f: w.text(
        "The head names the {found} census, which took place after {time}: these figures were recalculated later.",
        **f,
    ),
    "base_outdated": lambda w, f: w.text(
        "The head names the count of {found}: for {time} the atlas holds figures based on a later census.",
        **f,
    ),
    "key_rounded": lambda w, f: w.text(
        "A spreadsheet has rounded the keys ({value}): the last digits are lost.",
        **f,
    ),
    "name_before_reform": lambda w, f: w.text(
        "Until {since}, {value} was also the name of another district. The rows for {time} cannot be assigned by name.",
        **f,
    ),
    "same_step_everywhere": lambda w, f: w.text(
        "In {found} of {expected} districts {measure} differs in the same direction from {year}, by {percent} % at"
        " the median. This is probably another measure, a part of the people or another year.",
        **f,
    ),
    "blank_over_value": lambda w, f: w.text(
        "Empty cells stand where the atlas holds a value. An empty cell says nothing and deletes nothing.",
    ),
    "footnote_mark": lambda w, f: w.text(
        "Numbers with the mark of a footnote were read without it ({value}).",
        **f,
    ),
    "provisional": lambda w, f: w.text(
        "The figures are provisional ({words}).",
        **f,
    ),
}
"""Code of a finding -> what was found."""

ADVICE: Mapping[str, Say] = {
    "words_unknown": lambda w, f: w.text(
        "If they change nothing, confirm that below. Otherwise export the table without this restriction.",
    ),
    "note_limits": lambda w, f: w.text(
        "If it changes nothing, confirm that below. Otherwise export the table without this restriction.",
    ),
    "name_limits": lambda w, f: w.text(
        "If the file holds the total, confirm that below. Otherwise export the table with the total.",
    ),
    "subset_only": lambda w, f: w.text(
        "Export the table with the total: both sexes, all nationalities, all ages, all origins and destinations.",
    ),
    "no_whole_year": lambda w, f: w.text(
        "Fetch the annual table.",
    ),
    "not_observed": lambda w, f: w.text(
        "Fetch the counted figures.",
    ),
    "border_not_stated": lambda w, f: w.text(
        "If they are district borders, choose the target table by hand. Otherwise fetch table 12711-04-02-4.",
    ),
    "years_disagree": lambda w, f: w.text(
        "Delete the column that does not count.",
    ),
    "title_disagrees": lambda w, f: w.text(
        "Correct the title or the years of the rows.",
    ),
    "role_twice": lambda w, f: w.text(
        "Choose the right column below.",
    ),
    "column_one_value": lambda w, f: w.text(
        "If it is the total, confirm that below. Otherwise export the table with the total.",
    ),
    "measure_unnamed": lambda w, f: w.text(
        "Name the measure in the heading, or choose table and column by hand.",
    ),
    "base_contradicts": lambda w, f: w.text(
        "Fetch the table as it was published for that day.",
    ),
    "base_outdated": lambda w, f: w.text(
        "Fetch the table based on the census of 2011 or 2022.",
    ),
    "key_rounded": lambda w, f: w.text(
        "Export the table again and keep the column of the keys as text, or use the names of the districts.",
    ),
    "name_before_reform": lambda w, f: w.text(
        "Use the keys instead of the names.",
    ),
    "same_step_everywhere": lambda w, f: w.text(
        "Compare title, headings and year of the export with the official table. If the step is true, confirm it"
        " below.",
    ),
    "blank_over_value": lambda w, f: w.text(
        "Enter the values, or a sign such as “.” for a value the office does not state, or delete the rows.",
    ),
}
"""Code of a finding -> what to do."""

REASONS: Mapping[str, Callable[[Wording], str]] = {
    "unit": lambda w: w.text("It is not a counted number of persons."),
    "period": lambda w: w.text("It does not cover exactly one year."),
    "kind": lambda w: w.text("It is estimated or projected."),
    "border": lambda w: w.text("It counts moves over other borders."),
    "partner": lambda w: w.text("It counts only moves from or to certain areas."),
    "sex": lambda w: w.text("It counts only one sex."),
    "nationality": lambda w: w.text("It counts only certain nationalities."),
    "group": lambda w: w.text("It counts only certain groups of people."),
    "age": lambda w: w.text("It counts only certain ages."),
    "measure": lambda w: w.text("The atlas does not hold this measure."),
    "unknown": lambda w: w.text("The heading contains words that are not known."),
    "rival": lambda w: w.text("Another column is more exact."),
    "text": lambda w: w.text("The atlas has no place for it."),
}
"""Why a column is left out."""
