#!/bin/sh
# Brings Temporal's own databases to its version's schema. Safe to repeat.
set -eu
export SQL_PLUGIN=postgres12 SQL_HOST=postgres SQL_PORT=5432 SQL_USER=temporal
schemas=/etc/temporal/schema/postgresql/v12
for name in temporal:temporal temporal_visibility:visibility; do
    database=${name%%:*} folder=${name##*:}
    temporal-sql-tool --database "$database" setup-schema -v 0.0 || true      # made before: nothing to do
    temporal-sql-tool --database "$database" update-schema -d "$schemas/$folder/versioned"
done
