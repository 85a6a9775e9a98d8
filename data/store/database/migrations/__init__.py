"""Where alembic finds the migrations; `data.store.database.migrate` runs them."""
