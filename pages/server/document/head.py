"""What the head of a page tells search engines and whoever is sent a link: words, addresses, the data behind it."""

from __future__ import annotations

import html
import json
from typing import Any

from analytics.exports.opendata.dcat import licence_uri
from analytics.language import Wording
from pages.facts import package, served
from pages.operation.settings import settings
from pages.server.document.links import FEED, language_links, page_link

# Pages that speak of the data as a whole.
_OF_THE_DATA = ("/", "/quellen", "/schnittstellen", "/data/")
STANDARD_PICTURE = "/assets/screenshots/karte.png"
_LOCALES = {"de": "de_DE", "en": "en_GB"}


def head_part(w: Wording, address: str, name: str) -> str:
    """Elements for the head of a page.

    Args:
        w: language.
        address: of the page.
        name: what the page is called.
    """
    base, description = settings().public_url.rstrip("/"), page_description(w, name)
    own = html.escape(page_link(base, address, w.lang))
    parts = [f'<meta name="description" content="{html.escape(description)}" />']
    parts.append(f'<link rel="canonical" href="{own}" />')
    for lang, link in language_links(base, address).items():
        parts.append(f'<link rel="alternate" hreflang="{lang}" href="{html.escape(link)}" />')
    feed, feed_name = html.escape(page_link(base, FEED, w.lang)), w.text("Feed of accepted versions (Atom)")
    parts.append(f'<link rel="alternate" type="application/atom+xml" title="{feed_name}" href="{feed}" />')
    shown = {
        "og:type": "website",
        "og:site_name": "Ankommen-Atlas",
        "og:title": name,
        "og:description": description,
        "og:locale": _LOCALES[w.lang],
    }
    # Both have to be whole addresses.
    whole = {"og:url": page_link(base, address, w.lang), "og:image": f"{base}{STANDARD_PICTURE}"}
    for key, value in (shown | (whole if base else {})).items():
        parts.append(f'<meta property="{key}" content="{html.escape(value)}" />')
    if address in _OF_THE_DATA:
        # "<" could end the element early.
        said = json.dumps(_dataset(w, base), ensure_ascii=False).replace("<", "\\u003c")
        parts.append(f'<script type="application/ld+json">{said}</script>')
    return "".join(parts)


def page_description(w: Wording, name: str) -> str:
    """One sentence that says what a page is about."""
    return w.text(
        "{name}: migration, return initiatives and their funding in the districts of Brandenburg and the Lausitz, "
        "every figure with its source.",
        name=name,
    )


def _dataset(w: Wording, base: str) -> dict[str, Any]:
    """The data as schema.org knows them, for searches of data sets."""
    descriptor, atlas, own = package.descriptor(), served.atlas(), settings()
    suffix = "_de" if w.lang == "de" else ""
    licences = sorted({licence_uri(entry, own.own_licence) for entry in descriptor["resources"]})
    years = atlas.migration["year"]
    publisher = {"@type": "Organization", "name": own.publisher}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": descriptor[f"title{suffix}"],
        "description": descriptor[f"description{suffix}"],
        "url": f"{base}/data/",
        "version": atlas.version,
        "inLanguage": ["de", "en"],
        "isAccessibleForFree": True,
        "license": licences,
        "creator": publisher | ({"url": own.publisher_url} if own.publisher_url else {}),
        "temporalCoverage": f"{years.min()}/{years.max()}",
        "spatialCoverage": "Brandenburg",
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": f"{base}/data/{file}",
            }
            for file, media_type in (
                ("ankommen-atlas-data.zip", "application/zip"),
                ("datapackage.json", "application/json"),
                ("catalog.ttl", "text/turtle"),
            )
        ],
    }
