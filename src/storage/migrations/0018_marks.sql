-- Errors that reviewers have marked in texts. Like all decisions of people about a unit they wait when the unit is
-- deleted, for its number is never used twice. A mark that is taken away stays, so that it can be put back.

INSERT INTO counter (name, next) VALUES ('mark', 1);

CREATE TABLE mark (
  n INTEGER PRIMARY KEY,
  unit INTEGER NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'ru', 'zh')),
  -- of the text when it was marked
  version INTEGER NOT NULL,
  text_hash TEXT NOT NULL,
  -- UTF-16 offsets into the text without codes, and what stood there
  range_start INTEGER NOT NULL,
  range_end INTEGER NOT NULL,
  stretch TEXT NOT NULL,
  category TEXT NOT NULL,
  severity TEXT NOT NULL,
  comment TEXT NOT NULL,
  author TEXT NOT NULL,
  time TEXT NOT NULL,
  removed TEXT,
  removed_by TEXT
) STRICT;

CREATE INDEX mark_by_unit ON mark (unit, n);
