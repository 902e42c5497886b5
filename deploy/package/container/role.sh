#!/bin/bash
# PostgreSQL's image runs this once, when the cluster is new: the role that the agent needs, and no more.
set -eu

psql -v ON_ERROR_STOP=1 -v password="$PGSONDE_PASSWORD" -U "$POSTGRES_USER" <<'SQL'
CREATE ROLE pgsonde LOGIN PASSWORD :'password';
GRANT pg_monitor TO pgsonde;
CREATE EXTENSION pg_stat_statements;
SQL
