-- Tokens, browser sessions and one-time sign-in links: whoever holds the secret acts in the role.
-- Only the SHA-256 of a secret is kept.

CREATE TABLE credential (
  hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('token', 'session', 'link')),
  -- of the token or link that a session came from
  parent TEXT,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('reader', 'translator', 'reviewer', 'terminologist', 'admin')),
  -- a bound credential ends with its collection: a later one of the same name is another's
  collection TEXT REFERENCES collection (id) ON DELETE CASCADE,
  created TEXT NOT NULL,
  created_by TEXT NOT NULL,
  expires TEXT,
  revoked TEXT,
  used TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX credential_by_collection ON credential (collection) WHERE collection IS NOT NULL;
CREATE INDEX credential_by_parent ON credential (parent) WHERE parent IS NOT NULL;
