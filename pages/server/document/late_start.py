"""A document whose front end waits for its reader: in a crowd, whoever only looks needs no session."""

from __future__ import annotations

import json
import re
from html import escape

_SCRIPT = re.compile(r'<script(?P<kind>[^>]*) src="(?P<address>[^"]+)"></script>')
_NAMED_EARLY = re.compile(r'\s*<link rel="(?:modulepreload|preload)"[^>]*>')
_FONT = 'as="font"'


def start_on_act(content: str, starter: str) -> str:
    """The document with one script in place of all, which fetches them in their order once the reader asks for it.

    Args:
        content: a document with a first view.
        starter: address of that script.
    """
    scripts = [[found["address"], "module" in found["kind"]] for found in _SCRIPT.finditer(content)]
    quiet = _NAMED_EARLY.sub(lambda found: found[0] if _FONT in found[0] else "", _SCRIPT.sub("", content))
    listed = escape(json.dumps(scripts), quote=True)
    return quiet.replace("</head>", f'<script defer src="{starter}" data-scripts="{listed}"></script></head>', 1)
