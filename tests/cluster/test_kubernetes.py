"""The manifests for a cluster fit each other and the code. What a Kubernetes says to them: deploy/README.md."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from streamlit import config as streamlit_config

from data.config import Config
from data.store.__main__ import main as store_command
from data.store.database.engine import make_engine, store_url
from data.store.database.migrate import HEAD, current_revision, migrate
from pages.operation.metrics import registry
from pages.operation.settings import Settings
from pages.server.requests import ROUTE_COOKIE
from pages.server.routes import health
from tests.browser.conftest import ROOT
from tests.cluster.test_deploy import known_settings

DEPLOY = ROOT / "deploy"
FOLDERS = {name: DEPLOY / "kubernetes" / name for name in ("base", "monitoring", "example")}
KUSTOMIZATIONS = {name: yaml.safe_load((folder / "kustomization.yaml").read_text()) for name, folder in FOLDERS.items()}
DOCUMENTS = [
    document
    for folder in FOLDERS.values()
    for path in sorted(folder.glob("*.yaml"))
    if path.name != "kustomization.yaml"
    for document in yaml.safe_load_all(path.read_text())
]
DASHBOARD = json.loads((FOLDERS["monitoring"] / "dashboard.json").read_text())
GROUPS = [group for one in DOCUMENTS if one["kind"] == "PrometheusRule" for group in one["spec"]["groups"]]
RULES = [rule for group in GROUPS for rule in group["rules"]]
# Told by kube-state-metrics about the nightly job, and by Prometheus' own client about any process.
FOREIGN_METRICS = {"kube_cronjob_status_last_successful_time", "kube_job_failed"}


def of_kind(kind):
    return {one["metadata"]["name"]: one for one in DOCUMENTS if one["kind"] == kind}


def pod_of(workload):
    spec = workload["spec"]
    return (spec["jobTemplate"]["spec"] if workload["kind"] == "CronJob" else spec)["template"]


PODS = {name: pod_of(one) for kind in ("Deployment", "Job", "CronJob") for name, one in of_kind(kind).items()}
APP = PODS["atlas"]["spec"]["containers"][0]


def literals(folder):
    found = KUSTOMIZATIONS[folder]["configMapGenerator"][0]
    assert found["name"] == "atlas-settings"
    return dict(line.split("=", 1) for line in found["literals"])


def selected(labels):
    """The pods that carry all of some labels."""
    return {name for name, pod in PODS.items() if labels.items() <= pod["metadata"]["labels"].items()}


def image_environment():
    """What the image sets, by the Containerfile."""
    return dict(re.findall(r"^(?:ENV)?\s+([A-Z_]+)=(\S+)", (DEPLOY / "Containerfile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_listed_and_every_listed_one_exists(folder):
    listed = {one for one in KUSTOMIZATIONS[folder]["resources"] if one.endswith(".yaml")}
    assert listed == {path.name for path in FOLDERS[folder].glob("*.yaml")} - {"kustomization.yaml"}
    for other in [*KUSTOMIZATIONS[folder]["resources"], *KUSTOMIZATIONS[folder].get("components", [])]:
        assert (FOLDERS[folder] / other).exists()


def test_the_overlay_changes_what_the_base_holds():
    overlay = KUSTOMIZATIONS["example"]
    for patch in overlay["patches"]:
        target = of_kind(patch["target"]["kind"])[patch["target"]["name"]]
        for change in yaml.safe_load(patch["patch"]):
            *way, last = change["path"].strip("/").split("/")
            place = target
            for step in way:
                place = place[int(step) if isinstance(place, list) else step]
            assert change["op"] == "add" or (int(last) if isinstance(place, list) else last) in (
                range(len(place)) if isinstance(place, list) else place
            )
    [image] = overlay["images"]
    assert {container["image"] for pod in PODS.values() for container in pod["spec"]["containers"]} == {image["name"]}
    assert re.fullmatch("sha256:0{64}", image["digest"])
    assert literals("example").keys().isdisjoint(literals("base"))


def test_every_setting_is_known_and_every_file_of_it_mounted():
    own, others = known_settings(), {"FORWARDED_ALLOW_IPS"}
    for name, value in (literals("base") | literals("example")).items():
        option = name.lower().removeprefix("streamlit_").replace("_", ".", 1)
        assert name in own | others or option in streamlit_config.get_config_options(), name
        if value.startswith("/"):
            assert Path(value).parent.as_posix() == "/run/secrets/atlas"
    for pod in PODS.values():
        for container in pod["spec"]["containers"]:
            assert container["envFrom"] == [{"configMapRef": {"name": "atlas-settings"}}]


@pytest.mark.parametrize("name", PODS)
def test_every_container_is_bounded_and_hardened(name):
    spec = PODS[name]["spec"]
    assert spec["securityContext"] == {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}
    assert (spec["automountServiceAccountToken"], spec["enableServiceLinks"]) == (False, False)
    assert spec["serviceAccountName"] in of_kind("ServiceAccount")
    assert not any(key.startswith("host") for key in spec)
    for container in spec["containers"]:
        for kind in ("requests", "limits"):
            assert set(container["resources"][kind]) == {"cpu", "memory", "ephemeral-storage"}
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
    volumes = {volume["name"]: volume for volume in spec["volumes"]}
    mounts = {mount["name"]: mount for container in spec["containers"] for mount in container["volumeMounts"]}
    assert volumes.keys() == mounts.keys()
    assert mounts["secrets"]["readOnly"]
    assert all("sizeLimit" in volume["emptyDir"] for volume in volumes.values() if "emptyDir" in volume)
    for volume in volumes.values():
        claim = volume.get("persistentVolumeClaim", {}).get("claimName")
        assert claim is None or claim in of_kind("PersistentVolumeClaim")


def test_the_image_suits_any_account_and_writes_to_one_place():
    text = (DEPLOY / "Containerfile").read_text()
    assert re.search(r"^USER \d+$", text, re.MULTILINE), "a name cannot be checked against runAsNonRoot"
    assert "--gid 0 atlas && chmod 0770 /var/lib/atlas" in text
    places = {image_environment()[name] for name in ("ATLAS_DATA_DIRECTORY", "HOME", "TMPDIR")}
    for pod in PODS.values():
        mounted = {mount["mountPath"] for mount in pod["spec"]["containers"][0]["volumeMounts"]}
        assert places == {"/var/lib/atlas"} <= mounted


def test_probes_ask_addresses_that_are_there_and_none_that_a_silent_database_closes():
    paths = {name: APP[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")}
    assert paths == {"startup": "/healthz", "liveness": "/healthz", "readiness": "/servez"}
    assert set(paths.values()) <= {route.path for route in health.routes()}
    assert {APP[f"{name}Probe"]["httpGet"]["port"] for name in paths} == {"http"}


def test_ports_and_backends_agree():
    assert APP["ports"] == [{"name": "http", "containerPort": int(image_environment()["STREAMLIT_SERVER_PORT"])}]
    services, [ingress] = of_kind("Service"), of_kind("Ingress").values()
    for service in services.values():
        assert [(port["name"], port["targetPort"]) for port in service["spec"]["ports"]] == [("http", "http")]
    for rule in ingress["spec"]["rules"]:
        for path in rule["http"]["paths"]:
            backend = path["backend"]["service"]
            assert backend["name"] in services
            assert backend["port"] == {"name": "http"}
    assert {rule["host"] for rule in ingress["spec"]["rules"]} == set(ingress["spec"]["tls"][0]["hosts"])
    [monitor] = of_kind("ServiceMonitor").values()
    assert [(end["port"], end["path"]) for end in monitor["spec"]["endpoints"]] == [("http", "/metrics")]
    assert monitor["spec"]["selector"]["matchLabels"].items() <= services["atlas"]["metadata"]["labels"].items()
    assert "component" not in str(services["atlas-closed"]["metadata"]["labels"]), "it must not be scraped"


def test_the_ingress_does_what_the_proxy_does():
    [ingress] = of_kind("Ingress").values()
    proxy, said = (DEPLOY / "nginx" / "atlas.conf").read_text(), ingress["metadata"]["annotations"]
    nginx = {key.split("/")[1]: value for key, value in said.items() if key.startswith("nginx.")}
    assert nginx["session-cookie-name"] == said["router.openshift.io/cookie_name"] == ROUTE_COOKIE
    assert f"client_max_body_size {nginx['proxy-body-size']};" in proxy
    assert f"proxy_read_timeout {nginx['proxy-read-timeout']}s;" in proxy
    assert f"rate={nginx['limit-rps']}r/s;" in proxy
    assert f"burst={int(nginx['limit-rps']) * int(nginx['limit-burst-multiplier'])} nodelay;" in proxy
    closed = {
        path["path"]
        for path in ingress["spec"]["rules"][0]["http"]["paths"]
        if path["backend"]["service"]["name"] == "atlas-closed"
    }
    assert closed == set(re.findall(r"location = (\S+) \{ return 404; \}", proxy))


def test_selectors_choose_the_pods_they_are_for():
    assert selected(of_kind("Service")["atlas"]["spec"]["selector"]) == {"atlas"}
    assert selected(of_kind("Service")["atlas-closed"]["spec"]["selector"]) == set()
    assert selected(of_kind("PodDisruptionBudget")["atlas"]["spec"]["selector"]["matchLabels"]) == {"atlas"}
    deployment = of_kind("Deployment")["atlas"]["spec"]
    assert selected(deployment["selector"]["matchLabels"]) == {"atlas"}
    for spread in PODS["atlas"]["spec"]["topologySpreadConstraints"]:
        assert selected(spread["labelSelector"]["matchLabels"]) == {"atlas"}


def test_the_network_is_closed_but_for_what_is_named():
    policies = {name: one["spec"] for name, one in of_kind("NetworkPolicy").items()}
    chosen = {name: selected(policy["podSelector"]["matchLabels"]) for name, policy in policies.items()}
    assert chosen == {
        "atlas-nothing": set(PODS),
        "atlas-to-database": set(PODS),
        "atlas-to-names": set(PODS),
        "atlas-from-ingress": {"atlas"},
        "atlas-from-monitoring": {"atlas"},
        "atlas-to-sign-in": {"atlas"},
    }
    assert policies["atlas-nothing"]["policyTypes"] == ["Ingress", "Egress"]
    assert policies["atlas-nothing"].keys().isdisjoint({"ingress", "egress"})
    for name, policy in policies.items():
        for rule in [*policy.get("ingress", []), *policy.get("egress", [])]:
            assert rule.get("from") or rule.get("to"), name
            assert rule["ports"], name


def exported_metrics():
    """Names as Prometheus stores them."""
    endings = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "info": ("_info",), "gauge": ("",)}
    return {family.name + ending for family in registry.collect() for ending in endings[family.type]}


EXPRESSIONS = [rule["expr"] for rule in RULES]
EXPRESSIONS += [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]


@pytest.mark.parametrize("expression", sorted(set(EXPRESSIONS)))
def test_rules_and_dashboard_ask_for_metrics_that_are_exported(expression):
    named = set(re.findall(r"\b(?:atlas|process|kube)_\w+", re.sub(r'"[^"]*"', "", expression)))
    assert named
    assert named - FOREIGN_METRICS <= exported_metrics()


def test_labels_in_expressions_are_those_of_the_metric():
    labels = {family.name: set() for family in registry.collect()}
    for collector in registry._collector_to_names:
        if hasattr(collector, "_labelnames"):
            labels[collector._name] = set(collector._labelnames)
    pairs = [
        (re.sub(r"_(total|bucket)$", "", metric), re.findall(r"(\w+)[!=]", chosen))
        for expression in EXPRESSIONS
        for metric, chosen in re.findall(r"\b(atlas_\w+)\{([^}]*)\}", expression)
    ]
    assert pairs
    assert all(set(chosen) <= labels[metric] for metric, chosen in pairs)


def test_alarms_repeat_the_limits_that_are_set_and_say_what_helps():
    rules = {rule["alert"]: rule for rule in RULES}
    assert f"> {Settings().max_sessions * 9 // 10}" in rules["AtlasNearlyFull"]["expr"]
    assert f"* {APP['resources']['limits']['memory'].removesuffix('Gi')} * 1024 ^ 3" in rules["AtlasMemory"]["expr"]
    for name, rule in rules.items():
        assert rule["labels"]["severity"] in ("warning", "critical"), name
        assert set(rule["annotations"]) == {"summary", "description"}, name
        assert set(re.findall(r'(?:cronjob="|job_name=~")(atlas-\w+)', rule["expr"])) <= set(PODS)


def test_the_migration_brings_an_old_store_to_the_form_of_this_release(tmp_path):
    module, act = PODS["atlas-migration"]["spec"]["containers"][0]["command"][-2:]
    assert module == "data.store"
    address = f"sqlite:///{tmp_path / 'atlas.sqlite3'}"
    engine = make_engine(store_url(address, Config()))
    migrate(engine, "0001")
    assert store_command([act, "--store", address]) == 0
    with engine.connect() as connection:
        assert current_revision(connection) == HEAD
    engine.dispose()


def test_the_backup_deletes_old_ones_only_after_a_new_one_is_whole(tmp_path):
    container = PODS["atlas-backup"]["spec"]["containers"][0]
    [script] = container["args"]
    [folder] = [mount["mountPath"] for mount in container["volumeMounts"] if mount["name"] == "backup"]
    backups = tmp_path / "backup"
    backups.mkdir()
    script = script.replace(f"{folder}/", f"{backups}/").replace("python ", f"{shlex.quote(sys.executable)} ")
    old = backups / "2020-01-01.backup"
    old.touch()
    subprocess.run(["touch", "-d", "40 days ago", old], check=True)

    def run():
        command = [*container["command"], script]
        environment = {"PATH": "/usr/bin:/bin", "ATLAS_DATABASE_URL": f"sqlite:///{tmp_path / 'atlas.sqlite3'}"}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode

    assert run() == 2, "there is no store yet"
    assert old.exists()
    assert store_command(["migrate", "--store", f"sqlite:///{tmp_path / 'atlas.sqlite3'}"]) == 0
    assert run() == 0
    assert not old.exists()
    assert len(list(backups.glob("*.backup"))) == 1


def test_there_is_no_secret_and_no_real_host_in_them():
    texts = [path.read_text() for folder in FOLDERS.values() for path in folder.iterdir()]
    text = "\n".join(texts)
    assert of_kind("Secret") == {}
    assert not any("secretGenerator" in one for one in KUSTOMIZATIONS.values())
    assert set(re.findall(r"\b[\w.-]+\.(?:de|com|org|net|eu)\b", text)) <= {
        "atlas.example.org", "registry.example.org", "monitoring.coreos.com",
    }  # fmt: skip
    assert all(one.startswith("192.0.2.") for one in re.findall(r"\b\d+\.\d+\.\d+\.\d+\b", text))
    assert set(re.findall(r"\b[A-Za-z0-9+]{40,}\b", text)) <= {"0" * 64}
