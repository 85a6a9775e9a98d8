"""The log of changes: who did what when, filtered, and as a file."""

from pages.access import permission
from pages.session import state
from pages.upload import audit
from pages.widgets.layout import page_title
from pages.widgets.store_guard import store_guard

w = state.wording()

page_title(w.text("Who changed what, and when"), w.text("The log of changes; lines are only ever added."))
if permission.may("see_audit"):
    with store_guard(w):
        audit.show_lines(audit.choose_lines(w), w)
else:
    permission.show_refusal(w, "see_audit")
