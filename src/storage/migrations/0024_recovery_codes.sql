-- Codes that a person keeps for the day on which they have nothing else to sign in with. Each works once.

CREATE TABLE recovery_code (
  -- SHA-256 of the code; the code itself is stored nowhere
  hash TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  created TEXT NOT NULL,
  used TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX recovery_code_by_person ON recovery_code (person);
