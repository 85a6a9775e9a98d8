"""The database itself: connection, tables, faults, migrations."""
