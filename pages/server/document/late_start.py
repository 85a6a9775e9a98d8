"""A document whose front end starts after its first view is seen, in a crowd only when its reader asks for it."""

from __future__ import annotations

import re
from typing import Literal

Moment = Literal["painted", "asked"]

_PARTS = re.compile(
    r'\s*(<script(?:(?! src=)[^>])* src="[^"]+"[^>]*></script>|<link rel="(?:modulepreload|preload)"[^>]*>)'
)
_FONT = 'as="font"'


def start_later(content: str, starter: str, beside: str, moment: Moment) -> str:
    """The document with its scripts laid aside, one in place of all that puts them in, and one that answers meanwhile.

    Args:
        content: a document with a first view.
        starter: address of the script that puts them in.
        beside: address of the script that answers.
        moment: when they are put in: once the first view is painted, or once the reader asks for more.
    """
    laid_aside: list[str] = []

    def lay_aside(found: re.Match[str]) -> str:
        if _FONT in found[1]:
            return found[0]
        laid_aside.append(found[1])
        return ""

    rest = _PARTS.sub(lay_aside, content)
    later = f'<template id="laid-aside">{"".join(laid_aside)}</template>'
    own = f'<script defer src="{beside}"></script><script defer src="{starter}" data-moment="{moment}"></script>'
    return rest.replace("</head>", f"{later}{own}</head>", 1)
