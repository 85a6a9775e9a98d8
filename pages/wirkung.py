"""Before and after an initiative."""

from pages.shell import state
from pages.shell.layout import page_title

w = state.wording()
page_title(
    w.text("Before and after an initiative"),
    w.text("The migration balance before and after the start, against comparable districts."),
)
