"""Every sentence exists in German and English, with the same fields, once."""

import ast
import re
from functools import lru_cache
from pathlib import Path
from typing import TypeGuard

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "analytics" / "language" / "locale" / "de"
CATALOGUES = sorted(LOCALE.glob("*.po"))
_FIELD = re.compile(r"\{([a-z_0-9]*)[^}]*\}")
# The register knows one network only: where none of its initiatives is, another may be. "Without the initiative" is
# another thing, the course of one Kreis had its own initiative not begun.
_NONE_THERE = re.compile(
    r"\b(?:no|without(?: an?)?|lacks? an?|ohne|keine[rs]?)(?: (?:known|bekannte|bestehende))?"
    r"(?: (?:oder nur mit beendeter|oder nur beendete))? initiativen?s?\b"
    r"(?! (?:of the (?:network|register)|des (?:Netzwerks|Registers)))",
    re.IGNORECASE,
)


_IN_TEMPLATE = re.compile(r'w\.text\("([^"]+)"')


@lru_cache(maxsize=1)
def used_sentences() -> dict[str | tuple[str, str], str]:
    """Every literal given to ``text`` or ``plural``, with the file it is in; templates know only ``text``."""
    found: dict[str | tuple[str, str], str] = {}
    for folder in ("analytics", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for call in _wording_calls(tree):
                found[_sentence(call, path)] = str(path.relative_to(ROOT))
            found |= dict.fromkeys(_marked_sentences(tree), str(path.relative_to(ROOT)))
        for path in sorted((ROOT / folder).rglob("*.html")):
            found |= dict.fromkeys(_IN_TEMPLATE.findall(path.read_text("utf-8")), str(path.relative_to(ROOT)))
    return found


def _wording_calls(tree: ast.Module) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("text", "plural")
        and node.args
        and _literal(node.args[0]) is not None
    ]


def _marked_sentences(tree: ast.Module) -> list[str]:
    """What tables of sentences mark: every literal given to ``said``."""
    given = [part for node in ast.walk(tree) if _is_marker(node) for part in node.args]
    return [sentence for part in given if (sentence := _literal(part)) is not None]


def _is_marker(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "said"


def _sentence(call: ast.Call, path: Path) -> str | tuple[str, str]:
    one = _literal(call.args[0])
    assert one is not None
    if call.func.attr == "text":  # type: ignore[attr-defined]
        return one
    many = _literal(call.args[1])
    assert many is not None, f"{path}: the plural of {one!r} is not a literal"
    return (one, many)


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@lru_cache(maxsize=1)
def translations() -> dict[str | tuple[str, str], object]:
    """Every translated sentence of all areas."""
    found: dict[str | tuple[str, str], object] = {}
    for path in CATALOGUES:
        with path.open("rb") as stream:
            found.update({_key(message.id): message for message in read_po(stream, locale="de") if message.id})
    return found


def _key(message_id: object) -> str | tuple[str, str]:
    return tuple(message_id) if isinstance(message_id, list | tuple) else str(message_id)  # type: ignore[return-value]


def _forms(message: object) -> list[str]:
    string = message.string  # type: ignore[attr-defined]
    return list(string) if isinstance(string, list | tuple) else [string]


def test_every_used_sentence_is_translated():
    missing = {sentence: path for sentence, path in used_sentences().items() if sentence not in translations()}
    assert missing == {}


def test_no_translation_is_unused():
    unused = set(translations()) - set(used_sentences())
    assert unused == set()


def test_no_translation_is_empty_or_fuzzy():
    bad = [key for key, message in translations().items() if message.fuzzy or not all(_forms(message))]  # type: ignore[attr-defined]
    assert bad == []


def test_both_languages_fill_in_the_same_fields():
    different = []
    for key, message in translations().items():
        english = key if isinstance(key, tuple) else (key,)
        wanted = {name for sentence in english for name in _FIELD.findall(sentence)}
        given = {name for sentence in _forms(message) for name in _FIELD.findall(sentence)}
        if wanted != given:
            different.append((key, wanted ^ given))
    assert different == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_german_uses_german_quotation_marks(path):
    with path.open("rb") as stream:
        for message in read_po(stream, locale="de"):
            for sentence in _forms(message) if message.id else []:
                assert '"' not in sentence
                assert sentence.count("„") == sentence.count("“")


def test_a_sentence_is_always_given_as_a_literal():
    """A computed sentence could not be found for translation."""
    computed = []
    for folder in ("analytics", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and any(_literal(part) is None for part in _asked_words(node)):
                    computed.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert computed == []


def _asked_words(call: ast.Call) -> list[ast.expr]:
    """What a call asks the words of; a function that chooses among several asks for each of them itself."""
    if _asks_wording(call):
        return call.args[:1]
    return [part for part in call.args if not isinstance(part, ast.Lambda)] if _is_marker(call) else []


def _asks_wording(node: ast.AST) -> bool:
    """A call ``w.text(...)`` or ``w.plural(...)``; other objects may have methods of these names."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("text", "plural")
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("w", "wording", "english")
        and bool(node.args)
    )


def _texts() -> list[str]:
    """Every sentence in either language, and every other text of the code that is no docstring."""
    found = [sentence for key in translations() for sentence in (key if isinstance(key, tuple) else (key,))]
    found += [sentence for message in translations().values() for sentence in _forms(message)]
    for folder in ("analytics", "data", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
            found += [node.value for node in constants if isinstance(node.value, str)]
    return found


def test_where_no_initiative_is_known_the_sentence_says_of_this_network():
    assert sorted({text for text in _texts() if _NONE_THERE.search(text)}) == []


@pytest.mark.parametrize(
    "bare",
    [
        "In {n} districts we know no initiative.",
        "districts without a known initiative, or with an ended one only",
        "Kreise ohne Initiative",
        "Kreis ohne bekannte oder nur mit beendeter Initiative",
        "Noch hat keine Initiative begonnen",
    ],
)
def test_a_bare_no_initiative_is_seen(bare):
    assert _NONE_THERE.search(bare)


@pytest.mark.parametrize(
    "whole",
    [
        "no initiative of the network near",
        "Kreise ohne bekannte Initiative des Netzwerks",
        "Keine Initiative des Registers passt.",
        "Gleicher Verlauf ohne die Initiative",
        "mit keinem Kreis mit eigener Initiative",
    ],
)
def test_a_no_initiative_of_the_network_is_let_through(whole):
    assert not _NONE_THERE.search(whole)
