"""Run by alembic for each migration: on the connection, and in the transaction, of `data.store.database.migrate`."""

from alembic import context

from data.store.database.migrate import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
