-- Passkeys (WebAuthn) by which persons sign in.

CREATE TABLE passkey (
  -- the authenticator's own name for the key, base64url
  credential TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  -- what the person calls the device
  name TEXT NOT NULL,
  -- COSE, base64url
  public_key TEXT NOT NULL,
  -- how often the authenticator has signed, by its own count; many always say 0
  counter INTEGER NOT NULL,
  -- how the browser reaches the authenticator
  transports TEXT NOT NULL CHECK (json_valid(transports)),
  -- host for which it was made; browsers offer it to no other
  host TEXT NOT NULL,
  -- whether it is kept beyond the one device
  synced INTEGER NOT NULL CHECK (synced IN (0, 1)),
  -- when the challenge was made that it signed last, in milliseconds since 1970: older ones count no more
  challenged INTEGER NOT NULL,
  created TEXT NOT NULL,
  used TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX passkey_by_person ON passkey (person);

-- Keys by which the service knows what it has made itself. Each is made when it is first needed.
CREATE TABLE service_key (
  purpose TEXT PRIMARY KEY,
  -- base64url
  secret TEXT NOT NULL
) STRICT, WITHOUT ROWID;
