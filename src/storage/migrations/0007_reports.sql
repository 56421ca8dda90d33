-- By how much a count grew on a day, summed up as units are written: the sum up to a day is how far a document was then.
-- `measure` is a state of variants, or `expected`: units that can have a text in the language.
CREATE TABLE coverage (
  -- a document stays in its collection, so that its number below needs no index of its own
  collection TEXT NOT NULL,
  -- its past stays when it is deleted
  document INTEGER NOT NULL,
  day TEXT NOT NULL,
  language TEXT NOT NULL,
  measure TEXT NOT NULL,
  delta INTEGER NOT NULL,
  PRIMARY KEY (collection, document, day, language, measure)
) STRICT, WITHOUT ROWID;

-- What the history tells of the time before: the state that a change replaced, and the one that the next change of the
-- same variant found (else the one that is there now).
INSERT INTO coverage (collection, document, day, language, measure, delta)
WITH
tongue (language) AS (VALUES ('en'), ('ru'), ('zh')),
touched AS (
  SELECT change.unit, change.import, tongue.language,
         change.whole IS NULL AND change.en IS NULL AND change.ru IS NULL AND change.zh IS NULL AS makes,
         CASE tongue.language WHEN 'en' THEN change.en WHEN 'ru' THEN change.ru ELSE change.zh END AS replaced,
         change.whole ->> ('$.' || tongue.language) AS whole_variant,
         change.whole IS NOT NULL AS has_whole
  FROM change JOIN tongue
),
step AS (
  SELECT touched.unit, touched.import, touched.language,
         coalesce(CASE WHEN makes THEN '' WHEN has_whole THEN whole_variant ->> '$.state' ELSE replaced ->> '$.state' END, '') AS was,
         coalesce(
           lead(coalesce(CASE WHEN makes THEN '' WHEN has_whole THEN whole_variant ->> '$.state' ELSE replaced ->> '$.state' END, ''))
             OVER (PARTITION BY touched.unit, touched.language ORDER BY touched.import),
           CASE touched.language WHEN 'en' THEN unit.en WHEN 'ru' THEN unit.ru ELSE unit.zh END ->> '$.state',
           ''
         ) AS becomes
  FROM touched LEFT JOIN unit ON unit.n = touched.unit
  WHERE makes OR has_whole OR replaced IS NOT NULL
),
existence AS (
  SELECT change.unit, change.import,
         change.whole IS NULL AND change.en IS NULL AND change.ru IS NULL AND change.zh IS NULL AS makes,
         -- whether the unit is there after it
         coalesce(
           lead(NOT (change.whole IS NULL AND change.en IS NULL AND change.ru IS NULL AND change.zh IS NULL))
             OVER (PARTITION BY change.unit ORDER BY change.import),
           unit.n IS NOT NULL
         ) AS stays,
         coalesce(
           unit.key,
           (SELECT gone.whole ->> '$.key' FROM change AS gone WHERE gone.unit = change.unit AND gone.whole IS NOT NULL LIMIT 1),
           ''
         ) AS key
  FROM change LEFT JOIN unit ON unit.n = change.unit
),
delta (import, language, measure, amount) AS (
  SELECT import, language, was, -1 FROM step WHERE was <> becomes AND was <> ''
  UNION ALL
  SELECT import, language, becomes, 1 FROM step WHERE was <> becomes AND becomes <> ''
  UNION ALL
  SELECT existence.import, tongue.language, 'expected', CASE WHEN makes THEN 1 ELSE -1 END
  FROM existence JOIN tongue JOIN import ON import.n = existence.import
  WHERE makes = stays AND NOT (
    -- plural forms that a language does not have
    coalesce((SELECT made.format FROM import AS made WHERE made.document = import.document ORDER BY made.n LIMIT 1), '') = 'i18next'
    AND (key GLOB '*_few' OR key GLOB '*_many' OR (tongue.language = 'zh' AND key GLOB '*_one'))
    AND tongue.language <> 'ru'
  )
)
SELECT import.collection, import.document, substr(import.time, 1, 10), delta.language, delta.measure, sum(amount)
FROM delta JOIN import ON import.n = delta.import
GROUP BY 1, 2, 3, 4, 5;

CREATE INDEX import_by_time ON import (time);
