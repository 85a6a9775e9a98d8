"""How it may go on."""

from pages.shell import state
from pages.shell.layout import page_title

w = state.wording()
page_title(
    w.text("How it may go on"),
    w.text("Membership and migration: trend, outlook with intervals, and what the series cannot say."),
)
