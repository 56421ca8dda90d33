-- The glossary is small and read whole: a concept with its terms and their forms is one JSON value.

CREATE TABLE glossary (
  -- grows with every change: a finder built at a revision is good until then
  revision INTEGER NOT NULL,
  -- what an imported file says of the glossary as a whole, for its export
  about TEXT NOT NULL CHECK (json_valid(about))
) STRICT;

INSERT INTO glossary (revision, about) VALUES (1, '{}');

CREATE TABLE concept (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data)),
  time TEXT NOT NULL,
  author TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only: what a change replaced; NULL where the concept was not there before.
CREATE TABLE concept_change (
  concept TEXT NOT NULL,
  version INTEGER NOT NULL,
  before TEXT CHECK (json_valid(before)),
  -- who and when of the change itself
  time TEXT NOT NULL,
  author TEXT NOT NULL,
  -- 1 when it took the concept away
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  PRIMARY KEY (concept, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE concept_comment (
  n INTEGER PRIMARY KEY,
  concept TEXT NOT NULL,
  text TEXT NOT NULL,
  time TEXT NOT NULL,
  author TEXT NOT NULL
) STRICT;

CREATE INDEX concept_comment_by_concept ON concept_comment (concept, n);
