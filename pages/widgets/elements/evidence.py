"""What the legal pages may claim, and the test that proves each claim.

A contract test checks that every test named here exists, so a claim cannot outlive its proof.
"""

from dataclasses import dataclass

from analytics.language import Wording

_FRAME = "tests/browser/test_frame.py"
_LAYOUT = "tests/browser/test_layout.py"
AXE_VERSION = "4.14.1"
"""The rules of axe-core the tests run."""


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
            "tests/browser/test_phone.py::test_page_never_scrolls_sideways_on_a_phone_and_has_no_serious_barrier",
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
        *_layout_evidence(w),
    ]


def _layout_evidence(w: Wording) -> list[Evidence]:
    return [
        Evidence(
            w.text(
                "On paper (A4) every label of every chart and map is whole, and no letter there is below 12 pixels."
            ),
            f"{_FRAME}::test_page_prints_whole",
        ),
        Evidence(
            w.text("No page moves under the reader while it opens (layout shift of at most 0.1)."),
            f"{_FRAME}::test_page_stands_still_while_it_arrives",
        ),
        Evidence(
            w.text("Menu and language switch can be used on a screen 320 pixels wide (zoom of 400 %)."),
            f"{_LAYOUT}::test_menu_and_language_switch_can_be_pressed_on_the_narrowest_screens",
        ),
        Evidence(
            w.text("Wider letters and lines (WCAG 1.4.12) cut no filter of the map and no key figure."),
            f"{_LAYOUT}::test_wide_letters_cut_no_filter_and_no_key_figure",
        ),
        Evidence(
            w.text("In high contrast, legends keep their colours and what is chosen stays marked."),
            f"{_LAYOUT}::test_high_contrast_keeps_the_colours_of_the_legend_and_marks_what_is_chosen",
        ),
        Evidence(
            w.text("No name on a map lies on a circle or on another name, and no white one outside its dark area."),
            f"{_LAYOUT}::test_names_on_maps_lie_in_their_areas_and_on_nothing_else",
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
            "tests/browser/test_saved_presentation.py::test_a_shared_link_replaces_nothing_and_deleting_leaves_nothing",
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


def format_evidence(evidence: list[Evidence]) -> str:
    """The claims as a list, each with its test."""
    return "\n".join(f"- {item.claim} :small[:gray[{item.test.partition('::')[2]}]]" for item in evidence)
