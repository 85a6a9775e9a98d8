"""The atlas in plain language."""

from pages.shell import state
from pages.shell.layout import page_title

w = state.wording()
page_title(w.text("The atlas in plain language"), w.text("What it shows, in short sentences."))
