"""A store for the pages of a test, a file taken over into it, and a page opened on it, without a browser."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from analytics.language import get_wording
from data.access import command_actor
from data.intake import read_file
from data.proposal import import_proposal, propose
from data.store import Store, load_active_atlas
from pages.facts import served
from pages.session.registry import page_entries
from pages.upload.files import PendingUpload

FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
PAGES = {entry.url_path: entry.script for entry in page_entries(get_wording("de"))}


def forget_store() -> None:
    served.forget()


def open_page(name: str, files: list[PendingUpload] | None = None, **params: str) -> AppTest:
    app = AppTest.from_file(str(FRAME), default_timeout=90)
    app.switch_page(PAGES[name])
    for key, value in params.items():
        app.query_params[key] = value
    if files is not None:
        app.session_state["_upload_files"] = files
    return app.run()


def import_file(store: Store, content: bytes, name: str, who: str = "anna") -> None:
    facts = load_active_atlas(store, served.shipped())
    intake = read_file(content, name)
    assert intake.ok, intake.findings
    base = store.active_versions().get(intake.table, 0)
    proposal = propose(intake, facts, base, accessed="2026-11-23")
    import_proposal(
        store,
        proposal,
        original=content,
        who=command_actor(who),
        atlas=facts,
        shipped=served.shipped().tables()[intake.table],
    )
