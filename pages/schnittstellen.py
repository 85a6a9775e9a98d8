"""The data for other systems."""

from pages.shell import state
from pages.shell.layout import page_title

w = state.wording()
page_title(w.text("The data for other systems"), w.text("Every table and every indicator at a stable address."))
