-- A row per finding, so that lists, pages and counts are the database's affair. `place` is its place among those of its
-- unit. The other columns repeat what is in `data`, for lists and counts.

CREATE TABLE finding (
  unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  document INTEGER NOT NULL,
  check_id TEXT NOT NULL,
  severity TEXT NOT NULL,
  -- in the order of the house, as they are listed in `data`
  languages TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data)),
  PRIMARY KEY (unit, place)
) STRICT, WITHOUT ROWID;

INSERT INTO finding (unit, place, document, check_id, severity, languages, fingerprint, data)
SELECT unit_finding.unit, each.key, unit_finding.document, each.value->>'check', each.value->>'severity',
       each.value->>'languages', each.value->>'fingerprint', each.value
FROM unit_finding, json_each(unit_finding.findings) AS each;

DROP TABLE unit_finding;

-- Holds all that is counted.
CREATE INDEX finding_by_document ON finding (document, check_id, severity, languages, fingerprint);

-- Changes of concepts whose units have not been checked again yet: written with the concept, taken away when that is done.
CREATE TABLE recheck (
  n INTEGER PRIMARY KEY,
  concepts TEXT NOT NULL CHECK (json_valid(concepts))
) STRICT;
