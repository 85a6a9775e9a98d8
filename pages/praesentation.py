"""The studio: collected slides in order, ready-made stories, files to take away, an old deck with new figures."""

from pages.shell import state
from pages.shell.layout import page_title
from pages.shell.studio import exports, kept, refresh, saving, stories
from pages.shell.studio.address import settle_address
from pages.shell.studio.held import held
from pages.shell.studio.list import show_list, show_offer

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
