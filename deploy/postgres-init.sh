#!/bin/bash
# Run once by the database's first start: the application gets a role that is no superuser, and its database.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set password `cat /run/secrets/postgres_casefile_password`
CREATE ROLE casefile LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE casefile OWNER casefile;
\unset password
SQL
