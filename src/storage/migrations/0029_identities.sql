-- Accounts at other providers (OpenID Connect) by which persons sign in, and a journal of all sign-ins.

CREATE TABLE identity (
  -- the provider's own address and its name for the account: they are never given to another account
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  -- name of the provider in the settings
  provider TEXT NOT NULL,
  -- how people know the account: an e-mail address or a name
  account TEXT NOT NULL,
  -- what the provider's groups gave at the last sign-in: a list of collections, or null for all, with roles
  roles TEXT NOT NULL CHECK (json_valid(roles)),
  -- the roles count until then, if nobody signs in again
  until TEXT NOT NULL,
  created TEXT NOT NULL,
  used TEXT NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX identity_by_person ON identity (person);

CREATE TABLE sign_in (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  time TEXT NOT NULL,
  -- NULL: the token of the environment
  person TEXT,
  name TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('link', 'code', 'token', 'provider', 'passkey')),
  -- name of the provider in the settings
  provider TEXT,
  device TEXT,
  place TEXT
) STRICT;

CREATE INDEX sign_in_by_time ON sign_in (time);
