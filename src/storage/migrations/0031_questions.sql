-- What people ask and answer about units and concepts: one thread for all languages of each. A thread waits while its
-- unit or concept is deleted. The number of a unit is never used twice.

CREATE TABLE thread (
  n INTEGER PRIMARY KEY,
  -- number of the unit, or id of the concept
  unit INTEGER UNIQUE,
  concept TEXT UNIQUE,
  -- when and by whom it was resolved; NULL: it is open
  resolved TEXT,
  resolved_by TEXT,
  resolved_person TEXT,
  -- number of its last comment
  last INTEGER NOT NULL,
  CHECK ((unit IS NULL) <> (concept IS NULL))
) STRICT;

CREATE INDEX thread_by_last ON thread (last);

CREATE TABLE comment (
  n INTEGER PRIMARY KEY,
  thread INTEGER NOT NULL REFERENCES thread (n),
  text TEXT NOT NULL,
  author TEXT NOT NULL,
  person TEXT,
  time TEXT NOT NULL,
  -- grows with every change
  version INTEGER NOT NULL,
  -- when it was changed last
  edited TEXT,
  removed INTEGER NOT NULL CHECK (removed IN (0, 1))
) STRICT;

CREATE INDEX comment_by_thread ON comment (thread, n);
CREATE INDEX comment_by_person ON comment (person, thread);

-- What a change of a comment replaced.
CREATE TABLE comment_change (
  comment INTEGER NOT NULL REFERENCES comment (n),
  -- version that was replaced
  version INTEGER NOT NULL,
  text TEXT NOT NULL,
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  -- when it was replaced
  time TEXT NOT NULL,
  PRIMARY KEY (comment, version)
) STRICT, WITHOUT ROWID;

-- Whom a comment asks by name.
CREATE TABLE mention (
  comment INTEGER NOT NULL REFERENCES comment (n),
  person TEXT NOT NULL,
  PRIMARY KEY (comment, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX mention_by_person ON mention (person, comment);

-- Comments on concepts were remarks, so their threads are no open questions. A later migration takes their table away.
INSERT INTO thread (n, concept, resolved, last)
  SELECT row_number() OVER (ORDER BY min(n)), concept, max(time), max(n) FROM concept_comment GROUP BY concept;

INSERT INTO comment (n, thread, text, author, time, version, removed)
  SELECT remark.n, thread.n, remark.text, remark.author, remark.time, 1, 0
  FROM concept_comment AS remark JOIN thread ON thread.concept = remark.concept;

INSERT INTO counter (name, next)
  SELECT 'thread', coalesce(max(n), 0) + 1 FROM thread;
INSERT INTO counter (name, next)
  SELECT 'comment', coalesce(max(n), 0) + 1 FROM comment;
