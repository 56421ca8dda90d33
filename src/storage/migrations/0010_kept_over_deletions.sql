-- The undo of a deletion puts units back under their numbers, which are never used twice. What people decided about a
-- unit waits for that: it no longer goes with the unit.

CREATE TABLE kept_suggestion (
  unit INTEGER NOT NULL,
  language TEXT NOT NULL,
  import INTEGER NOT NULL REFERENCES import (n),
  draft TEXT NOT NULL CHECK (json_valid(draft)),
  PRIMARY KEY (unit, language, import)
) STRICT, WITHOUT ROWID;

INSERT INTO kept_suggestion (unit, language, import, draft) SELECT unit, language, import, draft FROM suggestion;

DROP TABLE suggestion;

ALTER TABLE kept_suggestion RENAME TO suggestion;

CREATE TABLE kept_ignored (
  unit INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  reason TEXT NOT NULL,
  time TEXT NOT NULL,
  author TEXT NOT NULL,
  PRIMARY KEY (unit, fingerprint)
) STRICT, WITHOUT ROWID;

INSERT INTO kept_ignored (unit, fingerprint, reason, time, author)
SELECT unit, fingerprint, reason, time, author FROM ignored_finding;

DROP TABLE ignored_finding;

ALTER TABLE kept_ignored RENAME TO ignored_finding;

-- A namespace belongs to the collection that published it first: its addresses are public, and must not be taken over
-- by whoever uses the name next. NULL where the document is gone already, and nobody knows whose it was.
ALTER TABLE publication ADD COLUMN collection TEXT;

UPDATE publication
SET collection = (SELECT document.collection FROM document WHERE document.namespace = publication.namespace);
