"""Alembic's entry: runs the migrations on the connection it is given, inside schema `studio`."""

from alembic import context
from sqlalchemy import Connection, text

connection: Connection = context.config.attributes["connection"]
connection.execute(text("CREATE SCHEMA IF NOT EXISTS studio"))
connection.execute(text("SET search_path = studio"))
context.configure(connection=connection, version_table_schema="studio", transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
