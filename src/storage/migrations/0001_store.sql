-- One row per unit: D1 bills every row and index entry written, and a unit's three variants are
-- nearly always read together. Texts, states and versions of a variant are one JSON value.

CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO counter (name, next) VALUES ('document', 1), ('import', 1), ('unit', 1);

CREATE TABLE collection (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  version INTEGER NOT NULL,
  created TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  collection TEXT NOT NULL REFERENCES collection (id),
  title TEXT NOT NULL,
  format TEXT NOT NULL,
  -- i18next namespace under which it is published, for website strings
  namespace TEXT UNIQUE,
  -- language -> tag as the file spells it
  tags TEXT NOT NULL CHECK (json_valid(tags)),
  -- languages of the units, as a JSON list in the order of the house
  languages TEXT NOT NULL CHECK (json_valid(languages)),
  -- grows with every write to the document or its units; NOT NULL is what a stale writer runs into
  revision INTEGER NOT NULL,
  created TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;

CREATE INDEX document_by_collection ON document (collection, n);

CREATE TABLE unit (
  n INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (n),
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  notes TEXT CHECK (json_valid(notes)),
  context TEXT,
  en TEXT CHECK (json_valid(en)),
  ru TEXT CHECK (json_valid(ru)),
  zh TEXT CHECK (json_valid(zh)),
  UNIQUE (document, key)
) STRICT;

CREATE INDEX unit_by_position ON unit (document, position);

-- A push, an upload, an edit, an alignment, an undo: every write to units belongs to one.
CREATE TABLE import (
  n INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('create', 'push', 'edit', 'alignment', 'undo', 'delete')),
  document INTEGER NOT NULL,
  -- kept apart from the document's row, which may be deleted
  document_id TEXT NOT NULL,
  collection TEXT NOT NULL,
  author TEXT NOT NULL,
  time TEXT NOT NULL,
  -- the file that came in, and how it was read
  file TEXT,
  filename TEXT,
  format TEXT,
  format_version TEXT,
  source TEXT,
  target TEXT,
  counts TEXT NOT NULL CHECK (json_valid(counts)),
  undoes INTEGER REFERENCES import (n),
  undone_by INTEGER REFERENCES import (n)
) STRICT;

CREATE INDEX import_by_document ON import (document, n);

-- Report per unit, in parts of some hundred entries.
CREATE TABLE import_report (
  import INTEGER NOT NULL REFERENCES import (n),
  part INTEGER NOT NULL,
  units TEXT NOT NULL CHECK (json_valid(units)),
  PRIMARY KEY (import, part)
) STRICT, WITHOUT ROWID;

-- Append-only history: what a write replaced. `version` is the unit's after it. A language that
-- it did not touch is NULL; one that was not there before is the JSON value null; all NULL: it made the unit.
-- `whole` is the row as it was, where it was deleted or something besides its variants changed.
CREATE TABLE change (
  unit INTEGER NOT NULL,
  import INTEGER NOT NULL REFERENCES import (n),
  version INTEGER NOT NULL,
  en TEXT CHECK (json_valid(en)),
  ru TEXT CHECK (json_valid(ru)),
  zh TEXT CHECK (json_valid(zh)),
  whole TEXT CHECK (json_valid(whole)),
  PRIMARY KEY (unit, import)
) STRICT, WITHOUT ROWID;

-- Documents that a deletion took away, to be put back by its undo.
CREATE TABLE deleted_document (
  import INTEGER PRIMARY KEY REFERENCES import (n),
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;

-- What a push would have changed where somebody else had been first, kept beside the unit to choose from.
CREATE TABLE suggestion (
  unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE CASCADE,
  language TEXT NOT NULL,
  import INTEGER NOT NULL REFERENCES import (n),
  draft TEXT NOT NULL CHECK (json_valid(draft)),
  PRIMARY KEY (unit, language, import)
) STRICT, WITHOUT ROWID;

-- Bytes as they came in, gzip, once per content; in parts, for D1 takes no value over 2 MB.
CREATE TABLE file_part (
  hash TEXT NOT NULL,
  part INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (hash, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
  author TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  import INTEGER NOT NULL REFERENCES import (n),
  time TEXT NOT NULL,
  PRIMARY KEY (author, key)
) STRICT, WITHOUT ROWID;

-- Website strings as served. `version` is the hash of the body; `current` marks what is live.
CREATE TABLE publication (
  namespace TEXT NOT NULL,
  language TEXT NOT NULL,
  version TEXT NOT NULL,
  body TEXT NOT NULL,
  time TEXT NOT NULL,
  author TEXT NOT NULL,
  current INTEGER NOT NULL CHECK (current IN (0, 1)),
  PRIMARY KEY (namespace, language, version)
) STRICT, WITHOUT ROWID;
