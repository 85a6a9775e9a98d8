"""Names are the field's own words: what was once called by a private one is not called so again."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted(path for folder in ("analytics", "data", "pages") for path in (ROOT / folder).rglob("*.py"))
NAMED = [*CODE, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "static").rglob("*.[cj]s*"))]
# The retired word and what is said instead, as the parts of a snake_case or CamelCase name.
RETIRED = {
    "desk": "upload",
    "studio": "presentation",
    "held": "presentation_state",
    "doors": "audience_cards",
    "settle": "resolve",
    "seats": "locations",
    "offers": "distributions",
    "mend": "correct",
    "mends": "corrections",
    "look": "style, variant or shape",
    "adopt": "import_proposal",
    "adoption": "proposal",
    "whitespots": "reach",
    "whitespot": "reach",
    "lettering": "text_metrics",
    "embedding": "iframe_page",
}
# What every module of its kind has, and whoever lists them takes from each.
ONE_OF_EACH = {"answer", "recognise", "routes", "upgrade"}
# The operator's settings are addresses: they stay as they were given out.
STAYING = {"max_held_mb"}


def parts(name: str) -> set[str]:
    return set(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().replace("-", "_").split("_"))


def public_names(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
    return {name for name in names if not name.startswith("_")} - STAYING


@pytest.mark.parametrize("word", RETIRED)
def test_no_file_and_no_public_name_uses_a_retired_word(word):
    files = [str(path.relative_to(ROOT)) for path in NAMED if word in parts(path.stem)]
    names = [f"{path.relative_to(ROOT)}: {n}" for path in CODE for n in sorted(public_names(path)) if word in parts(n)]
    assert files + names == [], f"say {RETIRED[word]}"


def test_no_public_name_means_two_things_in_one_package():
    """Of a subject, an export, a part of the reading of files or of the shell; what is imported says which is meant."""
    homes: dict[tuple[Path, str], list[str]] = {}
    for path in CODE:
        depth = 1 if path.is_relative_to(ROOT / "pages") else 2
        package = ROOT.joinpath(*path.relative_to(ROOT).parts[: depth + 1])
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault((package, node.name), []).append(str(path.relative_to(ROOT)))
    twice = {name: found for (_, name), found in homes.items() if len(found) > 1 and name not in ONE_OF_EACH}
    assert twice == {}


@pytest.mark.parametrize("name", ["settle_page", "DeskFile", "whitespots-leaf"])
def test_a_retired_word_is_seen_as_part_of_a_name_only(name):
    assert parts(name) & set(RETIRED)
    assert not parts("settlement_of_looking_outlook") & set(RETIRED)
