-- The ground under every module: tenants, staff grants, API keys, communities, channels, events.

-- Makes a table a tenant's: rows of other organisations neither show nor enter. The owner is not forced: migrations, backup and
-- the finding of an organisation run as the owner; verbs always run as qunce_app. Partitions get no grants of their own, so they
-- are reached only through their parent, whose policy holds.
CREATE FUNCTION tenant_table(tenant regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant);
  EXECUTE format(
    'CREATE POLICY tenant ON %s USING (org_id = nullif(current_setting(''app.org'', true), '''')::uuid)'
    ' WITH CHECK (org_id = nullif(current_setting(''app.org'', true), '''')::uuid)', tenant);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO qunce_app', tenant);
END $$;
REVOKE ALL ON FUNCTION tenant_table(regclass) FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO qunce_app;

CREATE TABLE organisation (
  org_id uuid PRIMARY KEY,
  name text NOT NULL,
  zone text NOT NULL,
  created_at timestamptz NOT NULL
);
SELECT tenant_table('organisation');

-- One row at most: which organisation this installation was set up for. Not a tenant's table: first run has no tenant yet.
CREATE TABLE installation (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  org_id uuid NOT NULL,
  set_up_at timestamptz NOT NULL
);
GRANT SELECT, INSERT ON installation TO qunce_app;

CREATE TABLE community (
  org_id uuid NOT NULL REFERENCES organisation (org_id),
  id uuid NOT NULL,
  name text NOT NULL,
  zone text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);
SELECT tenant_table('community');

CREATE TABLE channel (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  name text NOT NULL,
  platform text NOT NULL,
  zone text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id)
);
CREATE INDEX channel_community ON channel (org_id, community_id);
SELECT tenant_table('channel');

-- What an account may do; community_id null = the whole organisation.
CREATE TABLE staff_grant (
  org_id uuid NOT NULL REFERENCES organisation (org_id),
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('viewer', 'coach', 'operator', 'owner')),
  community_id uuid,
  PRIMARY KEY (org_id, id),
  UNIQUE NULLS NOT DISTINCT (org_id, account_id, community_id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
SELECT tenant_table('staff_grant');

CREATE TABLE api_key (
  org_id uuid NOT NULL REFERENCES organisation (org_id),
  id uuid NOT NULL,
  name text NOT NULL,
  -- SHA-256 of the secret, hex; "start" is what a person needs to recognise it.
  hash text NOT NULL,
  start text NOT NULL,
  grants jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, hash)
);
SELECT tenant_table('api_key');

-- Audit log, activity feed and fan-out in one: ids and codes, never names or text. Append-only for verbs.
CREATE TABLE event (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  event text NOT NULL,
  operation text NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  community_id uuid,
  channel_id uuid,
  subject_id uuid,
  data jsonb NOT NULL,
  PRIMARY KEY (org_id, at, id)
) PARTITION BY RANGE (at);
CREATE INDEX event_channel ON event (org_id, channel_id, at);
SELECT tenant_table('event');
REVOKE UPDATE, DELETE ON event FROM qunce_app;

-- Sign-in belongs to better-auth: its own schema and role, no tenant keys; an account names its organisation.
CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO qunce_auth;

CREATE TABLE auth."user" (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX user_org ON auth."user" (org_id);

CREATE TABLE auth.session (
  id text PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES auth."user" (id) ON DELETE CASCADE,
  token text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX session_account ON auth.session (user_id);

CREATE TABLE auth.account (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id uuid NOT NULL REFERENCES auth."user" (id) ON DELETE CASCADE,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (provider_id, account_id)
);
CREATE INDEX account_user ON auth.account (user_id);

CREATE TABLE auth.verification (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX verification_identifier ON auth.verification (identifier);
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO qunce_auth;

-- What verbs may know of accounts: their own organisation's, without secrets. A view runs with its owner's rights.
CREATE VIEW staff_account WITH (security_barrier) AS
  SELECT org_id, id, name, email, created_at FROM auth."user"
  WHERE org_id = nullif(current_setting('app.org', true), '')::uuid;
GRANT SELECT ON staff_account TO qunce_app;

-- Sign-up is closed: accounts are made by the commands setup and invite, in their transaction, with a password hashed before it.
CREATE FUNCTION auth.create_account(new_id uuid, new_name text, new_email text, hash text, at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  INSERT INTO auth."user" (id, org_id, name, email, created_at, updated_at)
    VALUES (new_id, nullif(current_setting('app.org', true), '')::uuid, new_name, lower(new_email), at, at);
  INSERT INTO auth.account (id, account_id, provider_id, user_id, password, created_at, updated_at)
    VALUES (new_id::text, new_id::text, 'credential', new_id, hash, at, at);
$$;
REVOKE ALL ON FUNCTION auth.create_account(uuid, text, text, text, timestamptz) FROM PUBLIC;
GRANT USAGE ON SCHEMA auth TO qunce_app;
GRANT EXECUTE ON FUNCTION auth.create_account(uuid, text, text, text, timestamptz) TO qunce_app;
