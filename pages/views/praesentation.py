"""The studio: collected slides in order, ready-made stories, files to take away, an old deck with new figures."""

from pages.presentation import exports, refresh, saving, stories
from pages.presentation import saved_presentations as kept
from pages.presentation.address import settle_address
from pages.presentation.list import show_list, show_offer
from pages.session import state
from pages.session.draft import held
from pages.widgets.layout import page_title

w = state.wording()
fits = settle_address()

page_title(
    w.text("Your presentation"),
    w.text("Collect views on any page, put them in order here, take them away as PowerPoint, PDF, Excel or pictures."),
)
show_offer(w)
show_list(w)
if held().slides:
    exports.show_exports(w)
stories.show_stories(w)
saving.show_saving(w, in_address=fits)
kept.show_kept(w)
refresh.show_refresh(w)
