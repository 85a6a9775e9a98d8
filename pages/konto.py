"""Sign in."""

from pages.shell import state
from pages.shell.layout import page_title

w = state.wording()
page_title(w.text("Sign in"), w.text("Reading needs no account. Changing the data does."))
