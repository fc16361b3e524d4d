#!/bin/sh
# Makes the roles and databases, once, when the cluster is new. The application's own roles come with the migrations.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v owner="$OWNER_PASSWORD" -v temporal="$TEMPORAL_PASSWORD" <<'SQL'
CREATE ROLE studio_owner LOGIN CREATEROLE PASSWORD :'owner';
CREATE DATABASE studio OWNER studio_owner;
CREATE ROLE temporal LOGIN PASSWORD :'temporal';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
SQL
