"""A chain of activations for undo; changes that recognise themselves; rows nobody can alter.

A store of revision 0001 knew only the active version. Its chain is rebuilt from the parents: undo then
leads from the active version to the one it was made from, and at last to the table as shipped.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from data.store.database.tables import Moment

revision = "0002"
down_revision = "0001"

_SAME_KEY = {
    "audit": "id = NEW.id",
    "activation": "id = NEW.id",
    "dataset_version": "dataset = NEW.dataset AND version = NEW.version",
    "version_content": "dataset = NEW.dataset AND version = NEW.version",
}
"""The tables whose rows are only ever added, each with what makes a row the same."""


def upgrade() -> None:
    """Add the chain and fill it, then close the tables against change."""
    _create_activation()
    _point_at_activations()
    with op.batch_alter_table("audit") as table:
        table.add_column(sa.Column("operation", sa.String(32), comment="recognises a change tried twice"))
        table.create_unique_constraint("uq_audit_operation", ["operation"])
    for name in _SAME_KEY:
        _close_postgresql(name) if _is_postgresql() else _close_sqlite(name)


def _is_postgresql() -> bool:
    return bool(op.get_bind().dialect.name == "postgresql")


def _create_activation() -> None:
    op.create_table(
        "activation",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("dataset", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, comment="null: the table as shipped"),
        sa.Column("previous", sa.Integer, comment="where undo leads"),
        sa.Column("activated_at", Moment, nullable=False),
        sa.Column("activated_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_activation"),
        sa.ForeignKeyConstraint(["previous"], ["activation.id"], name="fk_activation_activation"),
        sa.ForeignKeyConstraint(
            ["dataset", "version"],
            ["dataset_version.dataset", "dataset_version.version"],
            name="fk_activation_dataset_version",
        ),
    )


def _point_at_activations() -> None:
    """Let `dataset_active` point at the chain instead of at a version."""
    heads = _rebuild_chains()
    with op.batch_alter_table("dataset_active") as table:
        table.drop_constraint("fk_dataset_active_dataset_version", type_="foreignkey")
        table.add_column(sa.Column("activation_id", sa.Integer, comment="null: as shipped"))
        table.drop_column("version")
        table.create_foreign_key("fk_dataset_active_activation", "activation", ["activation_id"], ["id"])
    active = sa.table("dataset_active", sa.column("dataset"), sa.column("activation_id"))
    for dataset, head in heads.items():
        op.execute(active.update().where(active.c.dataset == dataset).values(activation_id=head))


def _rebuild_chains() -> dict[str, int]:
    """Fill `activation` from the parents; the last activation of each dataset."""
    heads: dict[str, int] = {}
    for dataset, version in _rows("SELECT dataset, version FROM dataset_active ORDER BY dataset"):
        for step in _ancestors(dataset, version):
            heads[dataset] = _add_activation(dataset, step, heads.get(dataset))
    return heads


def _ancestors(dataset: str, version: int | None) -> list[Any]:
    """Rows (version, created_at, created_by) from the first version to this one."""
    rows = _rows("SELECT version, parent, created_at, created_by, dataset FROM dataset_version")
    known = {row.version: row for row in rows if row.dataset == dataset}
    chain = []
    while version is not None:
        chain.append(known[version])
        version = known[version].parent
    return chain[::-1]


def _rows(query: str) -> list[Any]:
    return list(op.get_bind().execute(sa.text(query)))


def _add_activation(dataset: str, row: Any, previous: int | None) -> int:
    statement = sa.text(
        "INSERT INTO activation (dataset, version, previous, activated_at, activated_by)"
        " VALUES (:dataset, :version, :previous, :at, :who) RETURNING id"
    )
    values = {
        "dataset": dataset,
        "version": row.version,
        "previous": previous,
        "at": row.created_at,
        "who": row.created_by,
    }
    return int(op.get_bind().execute(statement, values).scalar_one())


def _close_sqlite(name: str) -> None:
    """Refuse UPDATE, DELETE and the silent delete of INSERT OR REPLACE."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
    op.execute(f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} {refuse}")
    op.execute(f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} {refuse}")
    exists = f"EXISTS (SELECT 1 FROM {name} WHERE {_SAME_KEY[name]})"  # noqa: S608
    op.execute(f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN {exists} {refuse}")


def _close_postgresql(name: str) -> None:
    """Refuse UPDATE, DELETE and TRUNCATE."""
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
        " END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name}_no_change BEFORE UPDATE OR DELETE ON {name}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {name}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
