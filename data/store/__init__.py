"""Versions of the canonical tables in a database: written whole, activated, undone, never altered."""

from data.store.atlas import load_active_atlas, overlay
from data.store.history.provenance import SHIPPED
from data.store.history.versions import AuditEntry, VersionInfo
from data.store.store import Store, open_store

__all__ = [
    "SHIPPED",
    "AuditEntry",
    "Store",
    "VersionInfo",
    "load_active_atlas",
    "open_store",
    "overlay",
]
