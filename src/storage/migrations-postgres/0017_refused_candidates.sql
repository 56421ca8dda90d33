-- Term candidates that a terminologist has refused. A candidate of several languages has a row for each of its terms.

CREATE TABLE refused_candidate (
  -- '': all collections
  collection TEXT COLLATE "C" NOT NULL,
  language TEXT COLLATE "C" NOT NULL CHECK (language IN ('en', 'ru', 'zh')),
  -- the term as it is compared
  folded TEXT COLLATE "C" NOT NULL,
  term TEXT COLLATE "C" NOT NULL,
  author TEXT COLLATE "C" NOT NULL,
  time TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (collection, language, folded)
);
