-- What an agent proposes in one piece of work is one receipt: its imports, and the concepts that it proposed.

CREATE TABLE proposal (
  n INTEGER PRIMARY KEY,
  -- name that the agent gave the work; NULL: the work was one call
  work TEXT,
  author TEXT NOT NULL,
  -- the author was bound to this collection
  collection TEXT,
  time TEXT NOT NULL,
  undone TEXT
) STRICT;

-- further calls for the same work find it until it is undone
CREATE UNIQUE INDEX open_proposal ON proposal (author, work, coalesce(collection, ''))
  WHERE undone IS NULL AND work IS NOT NULL;

CREATE TABLE proposed_concept (
  proposal INTEGER NOT NULL REFERENCES proposal (n),
  concept TEXT NOT NULL,
  -- of the concept as it was proposed
  version INTEGER NOT NULL,
  PRIMARY KEY (proposal, concept)
) STRICT, WITHOUT ROWID;

ALTER TABLE import ADD COLUMN proposal INTEGER REFERENCES proposal (n);

CREATE INDEX import_by_proposal ON import (proposal) WHERE proposal IS NOT NULL;

-- The role `agent`: reads and proposes. SQLite changes a CHECK only with a new table.
CREATE TABLE credential_anew (
  hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('token', 'session', 'link')),
  parent TEXT,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('agent', 'reader', 'translator', 'reviewer', 'terminologist', 'admin')),
  collection TEXT REFERENCES collection (id) ON DELETE CASCADE,
  created TEXT NOT NULL,
  created_by TEXT NOT NULL,
  expires TEXT,
  revoked TEXT,
  used TEXT
) STRICT, WITHOUT ROWID;

INSERT INTO credential_anew (hash, id, kind, parent, name, role, collection, created, created_by, expires, revoked, used)
  SELECT hash, id, kind, parent, name, role, collection, created, created_by, expires, revoked, used FROM credential;

DROP TABLE credential;

ALTER TABLE credential_anew RENAME TO credential;

CREATE INDEX credential_by_collection ON credential (collection) WHERE collection IS NOT NULL;
CREATE INDEX credential_by_parent ON credential (parent) WHERE parent IS NOT NULL;
