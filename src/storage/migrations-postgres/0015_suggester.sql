-- The model that suggests translations: one row at most.
CREATE TABLE suggester (
  n BIGINT PRIMARY KEY CHECK (n = 1),
  url TEXT COLLATE "C" NOT NULL,
  model TEXT COLLATE "C" NOT NULL,
  -- NULL: the address asks for none
  secret TEXT COLLATE "C",
  -- suggestions that one person may ask for in a day
  daily BIGINT NOT NULL,
  active BIGINT NOT NULL CHECK (active IN (0, 1)),
  changed TEXT COLLATE "C" NOT NULL,
  changed_by TEXT COLLATE "C" NOT NULL
);

-- What each person asked of the model, by day (UTC).
CREATE TABLE suggester_use (
  day TEXT COLLATE "C" NOT NULL,
  person TEXT COLLATE "C" NOT NULL,
  suggestions BIGINT NOT NULL,
  requests BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  input_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  PRIMARY KEY (day, person)
);
