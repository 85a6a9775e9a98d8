"""The one place that turns templates into HTML."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from analytics.language import Wording

_JSON = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": False}
# Whatever is put into a template is escaped unless it is markup already; a name that is missing is an error.
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.policies["json.dumps_kwargs"] = _JSON


def render(template: str, w: Wording, /, **values: Any) -> Markup:
    """The template filled in, as markup that other templates take as it stands.

    Args:
        template: name of the file in the folder of templates.
        w: language; templates translate by it.
        **values: what the template asks for.
    """
    return Markup(TEMPLATES.get_template(template).render(w=w, **values))  # noqa: S704 - escaped by the template
