"""How Alembic runs the steps: over the connection that it is given, within that connection's transaction."""

from __future__ import annotations

from alembic import context

from extractor.store.migrating import ALEMBIC_OPTIONS

context.configure(connection=context.config.attributes["connection"], **ALEMBIC_OPTIONS)
context.run_migrations()
