"""What the legal pages may claim, and the test that proves each claim.

A contract test checks that every test named here exists, so a claim cannot outlive its proof.
"""

from dataclasses import dataclass

from analytics.wording import Wording

_FRAME = "tests/browser/test_frame.py"


@dataclass(frozen=True)
class Evidence:
    """A claim in the reader's language and the test that fails when it is no longer true."""

    claim: str
    test: str


def accessibility_evidence(w: Wording) -> list[Evidence]:
    """What is tested about access."""
    return [
        Evidence(
            w.text("No page breaks a rule of WCAG 2.1 level A or AA that axe-core rates serious or critical."),
            f"{_FRAME}::test_page_has_no_serious_barrier",
        ),
        Evidence(
            w.text("No page has to be scrolled sideways on a screen 390 pixels wide."),
            "tests/browser/test_phone.py::test_page_never_scrolls_sideways_on_a_phone",
        ),
        Evidence(
            w.text("The language of each page is declared before any script runs, and after switching."),
            f"{_FRAME}::test_the_document_has_language_and_title_before_any_script_runs",
        ),
        Evidence(
            w.text("The language switch can be reached and used by keyboard alone."),
            f"{_FRAME}::test_the_switch_is_reached_and_used_by_keyboard",
        ),
        Evidence(
            w.text("Everything the map can do is done by keyboard alone."),
            "tests/browser/test_karte.py::test_the_whole_job_is_done_by_keyboard_alone",
        ),
        Evidence(
            w.text("Every chart has a text alternative, its table and its file."),
            f"{_FRAME}::test_every_chart_has_a_text_alternative_and_its_table",
        ),
    ]


def privacy_evidence(w: Wording) -> list[Evidence]:
    """What is tested about the visitor's data."""
    return [
        Evidence(
            w.text("With the network cut, every page is complete and asks no other host."),
            f"{_FRAME}::test_page_is_complete_in_its_language_and_asks_no_other_host",
        ),
        Evidence(
            w.text("Without slides the browser keeps nothing; deleted slides cannot be brought back."),
            "tests/browser/test_kept_presentation.py::test_a_shared_link_replaces_nothing_and_deleting_leaves_nothing",
        ),
        Evidence(
            w.text("No cookie is set but the technical ones named on this page."),
            f"{_FRAME}::test_the_session_cookies_are_the_technical_ones_the_privacy_page_names",
        ),
        Evidence(
            w.text("Signing in sets no cookie but those named on this page, and signing out removes them."),
            "tests/browser/test_access.py::test_the_privacy_page_names_every_cookie_of_a_sign_in",
        ),
        Evidence(
            w.text("The security headers forbid the browser to load anything from elsewhere."),
            f"{_FRAME}::test_every_answer_carries_the_security_headers",
        ),
        Evidence(
            w.text("The program's own log holds neither addresses of visitors nor what they chose."),
            f"{_FRAME}::test_the_servers_log_names_no_visitor",
        ),
    ]


def written_evidence(evidence: list[Evidence]) -> str:
    """The claims as a list, each with its test."""
    return "\n".join(f"- {item.claim} :small[:gray[{item.test.partition('::')[2]}]]" for item in evidence)
