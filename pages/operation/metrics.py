"""What `/metrics` counts: requests, reruns, uploads, exports, visits, the store, the process. Nothing about anybody."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector
from prometheus_client.exposition import choose_encoder

_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

registry = CollectorRegistry()
ProcessCollector(registry=registry)

requests = Counter("atlas_requests", "Answered requests.", ["kind", "status"], registry=registry)
request_seconds = Histogram(
    "atlas_request_seconds", "Time until a request was answered.", ["kind"], buckets=_QUICK, registry=registry
)
reruns = Counter(
    "atlas_reruns", "Runs of a page; parts that run alone are not counted.", ["page", "outcome"], registry=registry
)
rerun_seconds = Histogram(
    "atlas_rerun_seconds", "Time of a run of a page.", ["page"], buckets=_QUICK, registry=registry
)
uploads = Counter("atlas_uploads", "Files sent, read and stored.", ["outcome"], registry=registry)
exports = Counter("atlas_exports", "Files written for visitors.", ["kind", "outcome"], registry=registry)
connections = Gauge("atlas_connections", "Open web sockets.", registry=registry)
visits = Gauge("atlas_visits", "Visits that are served a page.", registry=registry)
store_answers = Gauge("atlas_store_answers", "1 while the database answers, 0 while it does not.", registry=registry)
confirmed = Gauge("atlas_figures_confirmed_timestamp_seconds", "When the database last named the active versions.",
                  registry=registry)  # fmt: skip
damaged = Gauge("atlas_active_versions_damaged", "1 while an active version is not what was stored, else 0.",
                registry=registry)  # fmt: skip
active_version = Gauge("atlas_active_version", "Active version of a table; 0 as shipped.", ["table"], registry=registry)
_tables: set[str] = set()
_build = Info("atlas_build", "Which figures this process shows.", registry=registry)


@contextmanager
def measure_rerun(page: str) -> Iterator[None]:
    """Counts a run of a page and takes its time; stopping and starting over are no failures."""
    start, outcome = time.perf_counter(), "done"
    try:
        yield
    except Exception:
        outcome = "failed"
        raise
    finally:
        rerun_seconds.labels(page or "ueberblick").observe(time.perf_counter() - start)
        reruns.labels(page or "ueberblick", outcome).inc()


@contextmanager
def count_export(kind: str) -> Iterator[None]:
    """Counts a file that is written for a visitor."""
    outcome = "failed"
    try:
        yield
        outcome = "done"
    finally:
        exports.labels(kind, outcome).inc()


def note_versions(versions: Mapping[str, int]) -> None:
    """Notes what is active. A table that went back to what was shipped stays in the list, with 0."""
    _tables.update(versions)
    for table in tuple(_tables):
        active_version.labels(table).set(versions.get(table, 0))


def write_metrics(accept: str, data_version: str, replica: str) -> tuple[bytes, str]:
    """All metrics and their media type, in the form the reader asks for: OpenMetrics, or Prometheus' own."""
    _build.info({"data_version": data_version, "replica": replica or "only"})
    encode: Callable[[CollectorRegistry], bytes]
    encode, media_type = choose_encoder(accept)
    return encode(registry), media_type
