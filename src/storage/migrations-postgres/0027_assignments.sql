-- Work that is given out: who translates or reviews a document or a part of it, in which direction and until when.
-- Like all decisions of people it waits while its document is deleted, for a number is never used twice.

INSERT INTO counter (name, next) VALUES ('assignment', 1);

CREATE TABLE assignment (
  n BIGINT PRIMARY KEY,
  -- number of the document
  document BIGINT NOT NULL,
  source TEXT COLLATE "C" NOT NULL CHECK (source IN ('en', 'ru', 'zh')),
  target TEXT COLLATE "C" NOT NULL CHECK (target IN ('en', 'ru', 'zh')),
  step TEXT COLLATE "C" NOT NULL CHECK (step IN ('translate', 'review')),
  -- whose work it is
  assignee TEXT COLLATE "C" NOT NULL,
  -- ISO 8601 date; NULL: no hurry
  due TEXT COLLATE "C",
  note TEXT COLLATE "C" NOT NULL,
  -- First and last unit of the part; NULL: the whole document. The positions count where the unit is gone.
  first_unit BIGINT,
  first_position BIGINT,
  last_unit BIGINT,
  last_position BIGINT,
  -- grows with every change
  version BIGINT NOT NULL,
  created TEXT COLLATE "C" NOT NULL,
  -- who gave it
  author TEXT COLLATE "C" NOT NULL,
  person TEXT COLLATE "C"
);

CREATE INDEX assignment_by_document ON assignment (document, n);
CREATE INDEX assignment_by_assignee ON assignment (assignee, n);
