"""PostgreSQL: sessions, tables, ids and migrations."""
