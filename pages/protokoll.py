"""Who changed what, and when."""

from pages.shell import state
from pages.shell.layout import page_title

w = state.wording()
page_title(w.text("Who changed what, and when"), w.text("The log of changes; lines are only ever added."))
