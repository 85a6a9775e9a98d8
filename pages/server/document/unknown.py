"""What is answered where nothing lies: the address that is meant, or a page that says so in both languages."""

from __future__ import annotations

from collections.abc import Collection

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from analytics.language import get_wording
from pages.server.document.spelling import usual_address
from pages.session.state import DEFAULT_LANGUAGE


def answer_unknown(_request: Request) -> Response:
    """A real 404; Streamlit alone would answer every address with 200."""
    w = get_wording(DEFAULT_LANGUAGE)
    english = get_wording("en")
    content = (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">'
        f"<title>404 – Ankommen-Atlas</title></head><body><main><h1>404</h1>"
        f'<p>{w.text("This address does not exist in the atlas.")} <a href="/">{w.text("To the start page")}</a></p>'
        f'<p lang="en">{english.text("This address does not exist in the atlas.")} '
        f'<a href="/?lang=en">{english.text("To the start page")}</a></p></main></body></html>'
    )
    return HTMLResponse(content, 404)


def answer_misspelt(request: Request, name: str = "", known: Collection[str] = ()) -> Response:
    """Leads to the address as it is usually written; without one it does not exist.

    Args:
        request: for an address that is none.
        name: the part of it that is not known, where only that was looked at.
        known: what would be; where it is none of these in small letters either, nothing is led to.
    """
    usual = usual_address(request.scope) if not name or name.lower() in known else ""
    return RedirectResponse(usual, 301) if usual else answer_unknown(request)
