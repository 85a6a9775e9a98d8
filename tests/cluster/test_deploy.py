"""The files of an installation fit each other, the code, and the programs that read them."""

import os
import re
import shutil
import subprocess
import time
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from pages.operation.settings import Settings
from tests.browser.conftest import ROOT
from tests.cluster.nginx import require_nginx
from tests.cluster.parts import write_certificate, write_nginx

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
_OTHER_SETTINGS = {"ATLAS_DATABASE_URL", "ATLAS_DATA_DIRECTORY"}
_UNITS = sorted((DEPLOY / "systemd").glob("*"))


def known_settings() -> set[str]:
    """Each may also be the name of a file: `_FILE`."""
    names = {f"ATLAS_{field.name.upper()}" for field in fields(Settings)} | _OTHER_SETTINGS
    return names | {f"{name}_FILE" for name in names}


@pytest.mark.parametrize("processes", ["atlas-processes.conf", "atlas-processes.compose.conf"])
def test_nginx_takes_its_configuration(processes, tmp_path):
    write_certificate(tmp_path)
    main = write_nginx(tmp_path, 8443, {"one": 8501, "two": 8502})
    shutil.copy(DEPLOY / "nginx" / processes, tmp_path / "atlas-processes.conf")
    command = [require_nginx(), "-t", "-p", tmp_path, "-c", main]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_the_proxy_limits_what_one_address_may_do():
    """Only its presence is read here: nginx itself says whether it takes each line."""
    text = (DEPLOY / "nginx" / "atlas.conf").read_text()
    defined = set(re.findall(r"^limit_(?:conn|req)_zone \$binary_remote_addr zone=(\w+):", text, re.MULTILINE))
    server = text[text.index("listen 443") :]
    used = set(re.findall(r"limit_conn (\w+) \d+;", server)) | set(re.findall(r"limit_req zone=(\w+) ", server))
    assert defined == used == {"atlas_uploads", "atlas_sockets", "atlas_visits", "atlas_requests"}
    socket = re.search(r"location = /_stcore/stream \{(.*?)\}", server, re.DOTALL)
    assert {"limit_conn atlas_sockets", "limit_req zone=atlas_visits"} <= set(
        re.findall(r"limit_conn \w+|limit_req zone=\w+", socket[1])
    )
    assert "proxy_pass http://$atlas_process;" in socket[1]


def test_both_lists_of_processes_differ_in_addresses_only():
    plain, compose = (
        (DEPLOY / "nginx" / name).read_text() for name in ("atlas-processes.conf", "atlas-processes.compose.conf")
    )
    address = re.compile(r"\d+\.\d+\.\d+\.\d+:\d+")
    assert address.sub("", plain) == address.sub("", compose)


def test_the_compose_file_names_what_the_proxy_and_the_container_expect():
    services = COMPOSE["services"]
    listed = (DEPLOY / "nginx" / "atlas-processes.compose.conf").read_text()
    proxy = services["proxy"]["networks"]["atlas"]["ipv4_address"]
    for name in ("one", "two"):
        settings = services[name]["environment"]
        assert settings == {"ATLAS_REPLICA": name, "FORWARDED_ALLOW_IPS": proxy}
        address = services[name]["networks"]["atlas"]["ipv4_address"]
        assert re.search(rf"upstream atlas_{name} {{[^}}]*?server {re.escape(address)}:8501 max_fails", listed)
        assert (DEPLOY / services[name]["build"]["context"] / services[name]["build"]["dockerfile"]).is_file()
    for volume in services["proxy"]["volumes"]:
        source = DEPLOY / volume.split(":")[0]
        assert source.exists() or source.name == "tls"


def test_every_service_of_the_compose_file_is_limited_and_the_atlas_as_everywhere():
    services = COMPOSE["services"]
    assert [name for name, one in services.items() if not {"mem_limit", "cpus", "pids_limit"} <= set(one)] == []
    unit = (DEPLOY / "systemd" / "ankommen-atlas@.service").read_text()
    (pod,) = re.findall(r"limits: {cpu: \"(\d+)\", memory: (\d+)Gi", (DEPLOY / "kubernetes/base/app.yaml").read_text())
    for name in ("one", "two"):
        limited = services[name]["mem_limit"], services[name]["cpus"], services[name]["pids_limit"]
        memory, tasks = (re.search(rf"^{key}=(\w+)$", unit, re.MULTILINE)[1] for key in ("MemoryMax", "TasksMax"))
        assert limited == (f"{pod[1]}g", int(pod[0]), int(tasks))
        assert memory == f"{pod[1]}G"


def test_the_database_is_reached_by_what_reads_it_and_by_nothing_else():
    joined = {name: set(one["networks"]) for name, one in COMPOSE["services"].items()}
    assert joined == {
        "one": {"atlas", "store"}, "two": {"atlas", "store"}, "proxy": {"atlas"}, "database": {"store"},
        "backup": {"store"},
    }  # fmt: skip
    assert COMPOSE["networks"]["store"] == {"internal": True}


def test_every_installation_makes_the_same_backups():
    backup = COMPOSE["services"]["backup"]
    (volume,) = backup["volumes"]
    name, place = volume.split(":")
    assert name in COMPOSE["volumes"]
    assert f"install -d -m 0770 -o 8501 -g 0 {place}\n" in (DEPLOY / "Containerfile").read_text()
    compose = backup["command"][-1].replace("$$", "$")
    assert subprocess.run(["sh", "-n"], input=compose, text=True, check=False).returncode == 0
    kubernetes = (DEPLOY / "kubernetes/base/backup.yaml").read_text()
    unit = (
        (DEPLOY / "systemd/ankommen-atlas-backup.service").read_text().replace("/var/lib/ankommen-atlas-backup", place)
    )
    for text in (compose, kubernetes, unit):
        assert re.search(rf'python -m data\.store backup "{place}/.date \+%+F.\.backup"', text.replace("$(", "`"))
        assert f'{place}/ -name "*.backup" -mtime +30 -delete' in text


def test_a_day_without_a_backup_is_seen(tmp_path):
    words = COMPOSE["services"]["backup"]["healthcheck"]["test"]
    command = words[1].replace("$$", "$").replace("/backup/", f"{tmp_path}/")

    def is_well():
        return subprocess.run(["sh", "-c", command], check=False).returncode == 0

    assert words[0] == "CMD-SHELL"
    assert not is_well()
    made = tmp_path / "2026-11-28.backup"
    made.touch()
    assert is_well()
    old = time.time() - 27 * 3600
    os.utime(made, (old, old))
    assert not is_well()


def test_the_container_copies_what_exists_and_installs_what_is_pinned():
    lines = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ").splitlines()
    for line in (line for line in lines if line.startswith("COPY") and "--from=" not in line):
        assert [source for source in line.split()[1:-1] if not (ROOT / source).exists()] == [], line
    installs = [line for line in lines if "pip install" in line and line.startswith("RUN")]
    assert installs
    assert all("--require-hashes" in line for line in installs)
    assert "USER 8501" in lines
    assert "COPY --from=parts /srv/atlas/atlas.cdx.json ./" in lines


def test_the_builder_gets_what_the_container_copies_and_no_secret_or_store():
    admitted = [line[1:] for line in (ROOT / ".containerignore").read_text().splitlines() if line.startswith("!")]
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    for source in " ".join(copied).split():
        assert any(path == source or path.startswith(f"{source}/") for path in admitted), source
    assert [path for path in admitted if not (ROOT / path).exists()] == []
    assert not any(path.startswith(("var", ".git", ".venv", "deploy/atlas.env", "deploy/tls")) for path in admitted)
    assert (ROOT / ".dockerignore").read_text() == (ROOT / ".containerignore").read_text()


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("requirements-postgresql.txt", {"psycopg", "psycopg-binary"}),
        (
            "requirements-inventory.txt",
            {
                "boolean-py",
                "chardet",
                "cyclonedx-bom",
                "cyclonedx-python-lib",
                "defusedxml",
                "license-expression",
                "packageurl-python",
                "packaging",
                "pip-requirements-parser",
                "py-serializable",
                "pyparsing",
                "sortedcontainers",
                "typing-extensions",
            },
        ),
        (
            "requirements-mcp.txt",
            {"httpcore2", "httpx2", "mcp", "mcp-types", "opentelemetry-api", "pyjwt", "sse-starlette", "truststore"},
        ),
    ],
)
def test_what_is_installed_on_top_is_what_the_tests_ran_with(listed, names):
    pinned, tested = (
        {
            match["name"]: (match["version"], set(re.findall(r"sha256:\w+", match["rest"])))
            for match in re.finditer(
                r"^(?P<name>[\w-]+)==(?P<version>[^\s;]+)(?P<rest>[^\n]*\n(?: +--hash[^\n]*\n)*)", text, re.MULTILINE
            )
        }
        for text in (
            (DEPLOY / listed).read_text(),
            (ROOT / "requirements-dev.txt").read_text(),
        )
    )
    assert set(pinned) == names
    assert {name: tested[name] for name in pinned} == pinned, "copy the lines of requirements-dev.txt"


@pytest.mark.parametrize("unit", _UNITS, ids=lambda path: path.name)
def test_systemd_takes_each_unit(unit):
    """On a machine without systemd what it would read is checked by form."""
    text = unit.read_text()
    assert re.search(r"^\[(Service|Timer)\]$", text, re.MULTILINE)
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        assert all(re.match(r"(#|\[\w+\]$|\w+=|$)", line) for line in text.splitlines())
        return
    said = subprocess.run([analyze, "verify", unit], capture_output=True, text=True, check=False).stderr
    # The program is where the operator installs it, not here.
    complaints = [
        line for line in said.splitlines() if unit.name.split("@")[0] in line and "not executable" not in line
    ]
    assert complaints == []


@pytest.mark.parametrize("name", ["atlas.env.example", "compose.yaml", "README.md", "SIGNIN.md", "OPERATING.md"])
def test_every_setting_named_to_the_operator_exists(name):
    named = set(re.findall(r"\bATLAS_[A-Z_]+\b", (DEPLOY / name).read_text()))
    assert named - known_settings() == set()


@pytest.mark.parametrize("name", ["README.md", "OPERATING.md"])
def test_every_file_the_operators_page_names_exists(name):
    text = (DEPLOY / name).read_text()
    linked = re.findall(r"\]\(([^)#]+)\)", text)
    named = re.findall(r"\bdeploy/[\w./@-]+\w", text) + re.findall(r"`((?:data|pages)/[\w./-]+\w)`", text)
    missing = [link for link in linked if not (DEPLOY / link).exists()]
    missing += [path for path in named if not (ROOT / path).exists() and Path(path).name != "tls"]
    assert missing == []
