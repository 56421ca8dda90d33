-- Term candidates that a terminologist has refused. A candidate of several languages has a row for each of its terms.

CREATE TABLE refused_candidate (
  -- '': all collections
  collection TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'ru', 'zh')),
  -- the term as it is compared
  folded TEXT NOT NULL,
  term TEXT NOT NULL,
  author TEXT NOT NULL,
  time TEXT NOT NULL,
  PRIMARY KEY (collection, language, folded)
) STRICT, WITHOUT ROWID;
