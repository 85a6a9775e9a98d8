"""What README, Makefile and legal pages promise exists."""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from analytics.language import get_wording
from pages.session.registry import page_entries
from pages.widgets.elements.evidence import accessibility_evidence, privacy_evidence

ROOT = Path(__file__).parents[2]
_W = get_wording("de")
_TABLE = (ROOT / "README.md").read_text("utf-8").split("## Which page answers what")[1].split("\n## ")[0]
# The start page has the bare address; the README leaves out the legal pages and the account.
_ADDRESSES = {
    "ueberblick",
    "barrierefreiheit",
    "datenschutz",
    "impressum",
    "konto",
    *re.findall(r"`/([a-z]+)`", _TABLE),
}


def test_every_page_of_the_atlas_exists():
    assert {entry.url_path for entry in page_entries(_W)} == _ADDRESSES
    for entry in page_entries(_W):
        assert (ROOT / "pages" / entry.script).is_file()


def test_every_page_script_is_registered():
    scripts = {path.stem for path in (ROOT / "pages/views").glob("*.py")} - {"__init__"}
    assert scripts == _ADDRESSES


@pytest.mark.parametrize("evidence", [*accessibility_evidence(_W), *privacy_evidence(_W)], ids=lambda item: item.test)
def test_every_claim_of_the_legal_pages_names_a_test_that_exists(evidence):
    path, _, name = evidence.test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_make_command_of_the_readme_exists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^\s*make ([a-z-]+)", readme, re.MULTILINE))
    assert {"run", "test"} <= named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_file_and_folder_the_readme_links_exists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", readme) if not link.startswith("http")]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_lock_files_pin_by_hash_and_name_no_host_or_path():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text().splitlines()
        packages = [line for line in lines if re.match(r"[a-z0-9]", line)]
        assert packages
        assert all("==" in line for line in packages)
        assert not [line for line in lines if "://" in line or line.startswith(("-i", "--index", "--find", "/"))]
        assert sum("--hash=sha256:" in line for line in lines) >= len(packages)


def test_every_declared_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = (ROOT / "requirements.txt").read_text()
    for requirement in project["dependencies"]:
        name = re.match(r"[a-z0-9-]+", requirement).group()
        assert re.search(rf"^{name}(\[[a-z]+\])?==", locked, re.MULTILINE), name


def plain(name: str) -> str:
    """A package's name in the one form in which names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported_packages() -> set[str]:
    """The distributions whose modules the atlas itself imports."""
    names: set[str] = set()
    for path in [
        ROOT / "app.py",
        *(one for part in ("data", "analytics", "pages") for one in (ROOT / part).rglob("*.py")),
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    distributions = packages_distributions()
    return {plain(package) for name in names for package in distributions.get(name, ())}


def test_every_declared_dependency_is_imported_and_every_imported_one_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["mcp"]]
    declared = {plain(re.match(r"[A-Za-z0-9._-]+", one).group()) for one in needed}
    assert declared == imported_packages()


def test_nothing_is_left_for_later_in_the_code():
    mark = "TO" + "DO"
    sources = [path for folder in ("analytics", "data", "pages", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert [path.name for path in sources if mark in path.read_text(encoding="utf-8")] == []
