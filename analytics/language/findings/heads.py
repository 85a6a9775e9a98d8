"""Sentences for what the head of a table says: measure, part of the people, unit, borders, time and base."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analytics.language.findings.model import Sentences, said
from analytics.language.wording import Wording

SENTENCES: Mapping[str, Sentences] = {
    "words_unknown": said(
        (
            "The head contains words the recognition does not know: {words}. It is not clear whether they change what "
            "is counted."
        ),
        "If they change nothing, confirm that below. Otherwise export the table without this restriction.",
    ),
    "note_limits": said(
        "The note {value} may change what is counted.",
        "If it changes nothing, confirm that below. Otherwise export the table without this restriction.",
    ),
    "name_limits": said(
        "The name {value} speaks of a part, another unit or another border. Its content does not.",
        "If the file holds the total, confirm that below. Otherwise export the table with the total.",
    ),
    "subset_only": said(
        "“{measure}” counts only a part of the people ({words}); the atlas holds the total.",
        "Export the table with the total: both sexes, all nationalities, all ages, all origins and destinations.",
    ),
    "no_whole_year": said(
        "“{measure}” does not cover exactly one year ({words}); the atlas holds whole years and year ends.",
        "Fetch the annual table.",
    ),
    "not_observed": said("“{measure}” is estimated or projected, not counted ({words}).", "Fetch the counted figures."),
    "border_not_stated": said(
        (
            "The table does not say over which borders the moves are counted. Statistic {code} is published for "
            "several kinds of borders."
        ),
        "If they are district borders, choose the target table by hand. Otherwise fetch table 12711-04-02-4.",
    ),
    "years_disagree": said(
        "“{measure}” says {value}, another year than “{other}”.",
        "Delete the column that does not count.",
    ),
    "title_disagrees": said(
        "The title speaks of {value}, the rows of {years}.",
        "Correct the title or the years of the rows.",
    ),
    "role_twice": said("Several columns could be {measure}: {options}.", "Choose the right column below."),
    "column_left_out": said("Not used: {headings}. {reason}"),
    "parts_left_out": said("Rows that count only a part ({words}) were left out."),
    "column_one_value": said(
        "Every row of this column says {value}. It is not clear whether that is the total.",
        "If it is the total, confirm that below. Otherwise export the table with the total.",
    ),
    "measure_unnamed": said(
        "The heading {value} does not say what is counted.",
        "Name the measure in the heading, or choose table and column by hand.",
    ),
    "base_contradicts": said(
        "The head names the {found} census, which took place after {time}: these figures were recalculated later.",
        "Fetch the table as it was published for that day.",
    ),
    "base_outdated": said(
        "The head names the count of {found}: for {time} the atlas holds figures based on a later census.",
        "Fetch the table based on the census of 2011 or 2022.",
    ),
    "key_rounded": said(
        "A spreadsheet has rounded the keys ({value}): the last digits are lost.",
        "Export the table again and keep the column of the keys as text, or use the names of the districts.",
    ),
    "name_before_reform": said(
        "Until {since}, {value} was also the name of another district. The rows for {time} cannot be assigned by name.",
        "Use the keys instead of the names.",
    ),
    "same_step_everywhere": said(
        (
            "In {found} of {expected} districts {measure} differs in the same direction from {year}, by {percent} % "
            "at the median. This is probably another measure, a part of the people or another year."
        ),
        (
            "Compare title, headings and year of the export with the official table. If the step is true, confirm it "
            "below."
        ),
    ),
    "figures_of_other_year": said(
        "The figures for {time} are those of {year} in {found} of {expected} districts.",
        "Compare the year of the file with the official table. If it is wrong, fetch the table of the right year.",
    ),
    "flows_swapped": said(
        (
            "In {found} of {expected} districts arrivals and departures of {time} fit those of {year} better when they "
            "change places. The two columns are probably swapped."
        ),
        (
            "Compare the headings with the official table and assign the columns anew. If they are right, confirm it "
            "below."
        ),
    ),
    "blank_over_value": said(
        "Empty cells stand where the atlas holds a value. An empty cell says nothing and deletes nothing.",
        "Enter the values, or a sign such as “.” for a value the office does not state, or delete the rows.",
    ),
    "footnote_mark": said("Numbers with the mark of a footnote were read without it ({value})."),
    "provisional": said("The figures are provisional ({words})."),
}
"""What is said of a finding, by its code."""

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
