-- What a document's units are like, kept with it by every write to them: a document of 300,000 units is shown as fast as a
-- small one. {"units": 3, "states": {"ru": {"translated": 2}}, "stale": {"ru": 1}}
ALTER TABLE document ADD COLUMN counts TEXT NOT NULL DEFAULT '{"units":0,"states":{},"stale":{}}' CHECK (json_valid(counts));

WITH
variant (document, language, state, stale) AS (
  SELECT document, 'en', en->>'$.state',
         coalesce(CASE en->>'$.from.language' WHEN 'ru' THEN ru ELSE zh END->>'$.version' > en->>'$.from.version', 0)
  FROM unit WHERE en IS NOT NULL
  UNION ALL
  SELECT document, 'ru', ru->>'$.state',
         coalesce(CASE ru->>'$.from.language' WHEN 'en' THEN en ELSE zh END->>'$.version' > ru->>'$.from.version', 0)
  FROM unit WHERE ru IS NOT NULL
  UNION ALL
  SELECT document, 'zh', zh->>'$.state',
         coalesce(CASE zh->>'$.from.language' WHEN 'en' THEN en ELSE ru END->>'$.version' > zh->>'$.from.version', 0)
  FROM unit WHERE zh IS NOT NULL
),
by_state (document, language, state, units, stale) AS (
  SELECT document, language, state, count(*), sum(stale) FROM variant GROUP BY 1, 2, 3
),
by_language (document, language, states, stale) AS (
  SELECT document, language, json_group_object(state, units), sum(stale) FROM by_state GROUP BY 1, 2
),
by_document (document, states, stale) AS (
  SELECT document, json_group_object(language, json(states)), json_group_object(language, stale)
  FROM by_language GROUP BY 1
)
UPDATE document SET counts = json_object(
  'units', (SELECT count(*) FROM unit WHERE unit.document = document.n),
  'states', json(by_document.states),
  'stale', json(by_document.stale)
)
FROM by_document WHERE by_document.document = document.n;
