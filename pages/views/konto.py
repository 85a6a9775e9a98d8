"""The account: sign in, see the own role, sign out; and which role may do what."""

from pages.access import account
from pages.session import state
from pages.widgets.layout import page_title

w = state.wording()

page_title(w.text("Reading needs no account"), w.text("Whoever changes data signs in, so that each change has a name."))
account.show_account(w)
account.show_roles(w)
account.show_grants(w)
