"""Where there is no initiative."""

from pages.shell import state
from pages.shell.layout import page_title

w = state.wording()
page_title(
    w.text("Where there is no initiative"),
    w.text("Distance, reach and need of every Gemeinde, and the best next places."),
)
