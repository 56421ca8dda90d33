-- Work that is given out: who translates or reviews a document or a part of it, in which direction and until when.
-- Like all decisions of people it waits while its document is deleted, for a number is never used twice.

INSERT INTO counter (name, next) VALUES ('assignment', 1);

CREATE TABLE assignment (
  n INTEGER PRIMARY KEY,
  -- number of the document
  document INTEGER NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('en', 'ru', 'zh')),
  target TEXT NOT NULL CHECK (target IN ('en', 'ru', 'zh')),
  step TEXT NOT NULL CHECK (step IN ('translate', 'review')),
  -- whose work it is
  assignee TEXT NOT NULL,
  -- ISO 8601 date; NULL: no hurry
  due TEXT,
  note TEXT NOT NULL,
  -- First and last unit of the part; NULL: the whole document. The positions count where the unit is gone.
  first_unit INTEGER,
  first_position INTEGER,
  last_unit INTEGER,
  last_position INTEGER,
  -- grows with every change
  version INTEGER NOT NULL,
  created TEXT NOT NULL,
  -- who gave it
  author TEXT NOT NULL,
  person TEXT
) STRICT;

CREATE INDEX assignment_by_document ON assignment (document, n);
CREATE INDEX assignment_by_assignee ON assignment (assignee, n);
