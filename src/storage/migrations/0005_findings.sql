-- What the checks say of a unit, written in the batch that writes the unit. A unit without findings has no row.

CREATE TABLE unit_finding (
  unit INTEGER PRIMARY KEY REFERENCES unit (n) ON DELETE CASCADE,
  document INTEGER NOT NULL,
  findings TEXT NOT NULL CHECK (json_valid(findings))
) STRICT;

CREATE INDEX unit_finding_by_document ON unit_finding (document, unit);

-- Findings that somebody decided to live with. The fingerprint holds the texts: a finding comes back when they change.
CREATE TABLE ignored_finding (
  unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE CASCADE,
  fingerprint TEXT NOT NULL,
  reason TEXT NOT NULL,
  time TEXT NOT NULL,
  author TEXT NOT NULL,
  PRIMARY KEY (unit, fingerprint)
) STRICT, WITHOUT ROWID;
