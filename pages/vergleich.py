"""Places that can be compared."""

from pages.shell import state
from pages.shell.layout import page_title

w = state.wording()
page_title(
    w.text("Places that can be compared"),
    w.text("Neighbours, the same type, and the statistically most similar districts."),
)
