-- What people ask and answer about units and concepts: one thread for all languages of each. A thread waits while its
-- unit or concept is deleted. The number of a unit is never used twice.

CREATE TABLE thread (
  n BIGINT PRIMARY KEY,
  -- number of the unit, or id of the concept
  unit BIGINT UNIQUE,
  concept TEXT COLLATE "C" UNIQUE,
  -- when and by whom it was resolved; NULL: it is open
  resolved TEXT COLLATE "C",
  resolved_by TEXT COLLATE "C",
  resolved_person TEXT COLLATE "C",
  -- number of its last comment
  last BIGINT NOT NULL,
  CHECK ((unit IS NULL) <> (concept IS NULL))
);

CREATE INDEX thread_by_last ON thread (last);

CREATE TABLE comment (
  n BIGINT PRIMARY KEY,
  thread BIGINT NOT NULL REFERENCES thread (n),
  text TEXT COLLATE "C" NOT NULL,
  author TEXT COLLATE "C" NOT NULL,
  person TEXT COLLATE "C",
  time TEXT COLLATE "C" NOT NULL,
  -- grows with every change
  version BIGINT NOT NULL,
  -- when it was changed last
  edited TEXT COLLATE "C",
  removed BIGINT NOT NULL CHECK (removed IN (0, 1))
);

CREATE INDEX comment_by_thread ON comment (thread, n);
CREATE INDEX comment_by_person ON comment (person, thread);

-- What a change of a comment replaced.
CREATE TABLE comment_change (
  comment BIGINT NOT NULL REFERENCES comment (n),
  -- version that was replaced
  version BIGINT NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  removed BIGINT NOT NULL CHECK (removed IN (0, 1)),
  -- when it was replaced
  time TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (comment, version)
);

-- Whom a comment asks by name.
CREATE TABLE mention (
  comment BIGINT NOT NULL REFERENCES comment (n),
  person TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (comment, person)
);

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
