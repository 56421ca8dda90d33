-- People and programs. Tokens, sessions and sign-in links belong to one; the journal names one.

CREATE TABLE person (
  id TEXT COLLATE "C" PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('person', 'program')),
  name TEXT COLLATE "C" NOT NULL,
  languages TEXT COLLATE "C" NOT NULL CHECK (json_valid(languages)),
  -- in all collections; NULL: only in those of `person_role`
  role TEXT COLLATE "C" CHECK (role IN ('agent', 'reader', 'translator', 'reviewer', 'terminologist', 'admin')),
  -- grows with every change of name, languages or roles
  version BIGINT NOT NULL,
  disabled TEXT COLLATE "C",
  created TEXT COLLATE "C" NOT NULL,
  created_by TEXT COLLATE "C" NOT NULL
);

CREATE TABLE person_role (
  person TEXT COLLATE "C" NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  -- a role ends with its collection: a later one of the same name is another's
  collection TEXT COLLATE "C" NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
  role TEXT COLLATE "C" NOT NULL CHECK (role IN ('agent', 'reader', 'translator', 'reviewer', 'terminologist', 'admin')),
  PRIMARY KEY (person, collection)
);

CREATE INDEX person_role_by_collection ON person_role (collection);

-- A token that a browser's session came from, or a name that sessions had, was a person's; other tokens were programs'.
INSERT INTO person (id, kind, name, languages, role, version, disabled, created, created_by)
  SELECT 'p' || substr(id, 2),
    CASE WHEN role <> 'agent' AND EXISTS (
      SELECT 1 FROM credential AS session WHERE session.kind = 'session' AND session.name = credential.name
    ) THEN 'person' ELSE 'program' END,
    name, '[]', CASE WHEN collection IS NULL THEN role END, 1, revoked, created, created_by
  FROM credential WHERE kind = 'token';

-- Sessions that came from links: those with the same name and rights are one person's.
INSERT INTO person (id, kind, name, languages, role, version, created, created_by)
  SELECT 'p' || substr(min(id), 2), 'person', name, '[]', CASE WHEN collection IS NULL THEN role END, 1,
    min(created), min(created_by)
  FROM credential
  WHERE kind = 'session' AND (parent IS NULL OR parent NOT LIKE 'environment%')
    AND NOT EXISTS (SELECT 1 FROM credential AS token WHERE token.kind = 'token' AND token.id = credential.parent)
  GROUP BY name, role, collection;

CREATE TABLE credential_anew (
  hash TEXT COLLATE "C" PRIMARY KEY,
  id TEXT COLLATE "C" NOT NULL UNIQUE,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('token', 'session', 'link')),
  -- of the token or link that a session came from
  parent TEXT COLLATE "C",
  -- NULL: a link that makes an account, or a session of the environment's token
  person TEXT COLLATE "C" REFERENCES person (id) ON DELETE CASCADE,
  -- of a token, what it is for; of a link that makes an account, the person's
  name TEXT COLLATE "C" NOT NULL,
  -- NULL: everything that the person may do; of a link that makes an account, the role in all collections
  role TEXT COLLATE "C" CHECK (role IN ('agent', 'reader', 'translator', 'reviewer', 'terminologist', 'admin')),
  -- the only collection in which it works, which it ends with
  collection TEXT COLLATE "C" REFERENCES collection (id) ON DELETE CASCADE,
  -- of a link that makes an account: a list of collections with roles
  roles TEXT COLLATE "C" CHECK (roles IS NULL OR json_valid(roles)),
  created TEXT COLLATE "C" NOT NULL,
  created_by TEXT COLLATE "C" NOT NULL,
  expires TEXT COLLATE "C",
  revoked TEXT COLLATE "C",
  used TEXT COLLATE "C",
  -- of a session: the browser and system, and the country that the platform names
  device TEXT COLLATE "C",
  place TEXT COLLATE "C"
);

INSERT INTO credential_anew (hash, id, kind, parent, person, name, role, collection, roles, created, created_by, expires, revoked, used)
  SELECT hash, id, kind, parent,
    CASE
      WHEN kind = 'token' THEN 'p' || substr(id, 2)
      WHEN kind = 'session' AND (parent IS NULL OR parent NOT LIKE 'environment%') THEN coalesce(
        (SELECT 'p' || substr(token.id, 2) FROM credential AS token WHERE token.kind = 'token' AND token.id = credential.parent),
        (SELECT 'p' || substr(min(same.id), 2) FROM credential AS same
         WHERE same.kind = 'session' AND (same.parent IS NULL OR same.parent NOT LIKE 'environment%')
           AND NOT EXISTS (SELECT 1 FROM credential AS token WHERE token.kind = 'token' AND token.id = same.parent)
           AND same.name = credential.name AND same.role = credential.role
           AND coalesce(same.collection, '') = coalesce(credential.collection, '')))
    END,
    name, CASE WHEN kind = 'link' AND collection IS NULL THEN role END,
    CASE WHEN kind = 'token' OR EXISTS (
      SELECT 1 FROM credential AS token WHERE token.kind = 'token' AND token.id = credential.parent
    ) THEN collection END,
    CASE WHEN kind = 'link' THEN
      CASE WHEN collection IS NULL THEN '[]' ELSE '[["' || collection || '","' || role || '"]]' END
    END,
    created, created_by, expires, revoked, used
  FROM credential;

-- Those who were bound to a collection.
INSERT INTO person_role (person, collection, role)
  SELECT DISTINCT credential_anew.person, credential.collection, credential.role
  FROM credential_anew JOIN credential ON credential.hash = credential_anew.hash
  WHERE credential_anew.person IS NOT NULL AND credential.collection IS NOT NULL;

DROP TABLE credential;

ALTER TABLE credential_anew RENAME TO credential;
ALTER INDEX credential_anew_pkey RENAME TO credential_pkey;
ALTER INDEX credential_anew_id_key RENAME TO credential_id_key;

CREATE INDEX credential_by_collection ON credential (collection) WHERE collection IS NOT NULL;
CREATE INDEX credential_by_parent ON credential (parent) WHERE parent IS NOT NULL;
CREATE INDEX credential_by_person ON credential (person) WHERE person IS NOT NULL;

-- Who wrote it; NULL: only the name is known. A name that one alone had is theirs.
ALTER TABLE import ADD COLUMN person TEXT COLLATE "C";
ALTER TABLE event ADD COLUMN person TEXT COLLATE "C";
ALTER TABLE proposal ADD COLUMN person TEXT COLLATE "C";

UPDATE import SET person = (SELECT min(id) FROM person WHERE name = author)
  WHERE (SELECT count(*) FROM person WHERE name = author) = 1;
UPDATE event SET person = (SELECT min(id) FROM person WHERE name = author)
  WHERE (SELECT count(*) FROM person WHERE name = author) = 1;
UPDATE proposal SET person = (SELECT min(id) FROM person WHERE name = author)
  WHERE (SELECT count(*) FROM person WHERE name = author) = 1;

DROP INDEX open_proposal;
CREATE UNIQUE INDEX open_proposal ON proposal (coalesce(person, author), work, coalesce(collection, ''))
  WHERE undone IS NULL AND work IS NOT NULL;
