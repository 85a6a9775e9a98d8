"""Where alembic finds the migrations; `data.store.migrate` runs them."""
