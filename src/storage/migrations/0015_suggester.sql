-- The model that suggests translations: one row at most.
CREATE TABLE suggester (
  n INTEGER PRIMARY KEY CHECK (n = 1),
  url TEXT NOT NULL,
  model TEXT NOT NULL,
  -- NULL: the address asks for none
  secret TEXT,
  -- suggestions that one person may ask for in a day
  daily INTEGER NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  changed TEXT NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;

-- What each person asked of the model, by day (UTC).
CREATE TABLE suggester_use (
  day TEXT NOT NULL,
  person TEXT NOT NULL,
  suggestions INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  PRIMARY KEY (day, person)
) STRICT, WITHOUT ROWID;
