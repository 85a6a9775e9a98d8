"""Every formula, worked through."""

from pages.shell import state
from pages.shell.layout import page_title

w = state.wording()
page_title(
    w.text("Every formula, worked through"),
    w.text("Each measure of the atlas with its source, computed on one district."),
)
