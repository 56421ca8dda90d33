-- Errors that reviewers have marked in texts. Like all decisions of people about a unit they wait when the unit is
-- deleted, for its number is never used twice. A mark that is taken away stays, so that it can be put back.

INSERT INTO counter (name, next) VALUES ('mark', 1);

CREATE TABLE mark (
  n BIGINT PRIMARY KEY,
  unit BIGINT NOT NULL,
  language TEXT COLLATE "C" NOT NULL CHECK (language IN ('en', 'ru', 'zh')),
  -- of the text when it was marked
  version BIGINT NOT NULL,
  text_hash TEXT COLLATE "C" NOT NULL,
  -- UTF-16 offsets into the text without codes, and what stood there
  range_start BIGINT NOT NULL,
  range_end BIGINT NOT NULL,
  stretch TEXT COLLATE "C" NOT NULL,
  category TEXT COLLATE "C" NOT NULL,
  severity TEXT COLLATE "C" NOT NULL,
  comment TEXT COLLATE "C" NOT NULL,
  author TEXT COLLATE "C" NOT NULL,
  time TEXT COLLATE "C" NOT NULL,
  removed TEXT COLLATE "C",
  removed_by TEXT COLLATE "C"
);

CREATE INDEX mark_by_unit ON mark (unit, n);
