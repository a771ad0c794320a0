-- Operating: what is erased on request, how long things are kept, a second factor at sign-in.

-- A request to erase a person, and what became of it. `work` holds what is looked for (names, accounts) and is null once nothing is left.
CREATE TABLE erasure (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  requested_at timestamptz NOT NULL,
  finished_at timestamptz,
  messages bigint NOT NULL DEFAULT 0,
  mentions bigint NOT NULL DEFAULT 0,
  files integer NOT NULL DEFAULT 0,
  work jsonb,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE INDEX erasure_community ON erasure (org_id, community_id, requested_at);
SELECT tenant_table('erasure');

-- What an import must not bring back: digests by the key in the data folder, never a name. `length` is that of a name in
-- characters, 0 for a sender's key; `label` is what stands in its place.
CREATE TABLE erased_digest (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  digest text NOT NULL,
  length smallint NOT NULL,
  label text NOT NULL,
  PRIMARY KEY (org_id, community_id, digest),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
SELECT tenant_table('erased_digest');

-- One row an organisation at most; without one the defaults of modules/privacy/rules.ts hold. Null: kept for good.
CREATE TABLE retention (
  org_id uuid NOT NULL PRIMARY KEY REFERENCES organisation (org_id),
  event_months smallint,
  text_months smallint,
  upload_days smallint NOT NULL
);
SELECT tenant_table('retention');

-- Verbs may not rewrite the log; they may let its old end go, their own organisation's only. Months that are empty then are
-- dropped. Answers with the number of events that went.
CREATE FUNCTION forget_events(before timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  gone bigint;
  part regclass;
  held boolean;
BEGIN
  DELETE FROM event WHERE org_id = nullif(current_setting('app.org', true), '')::uuid AND at < before;
  GET DIAGNOSTICS gone = ROW_COUNT;
  FOR part IN
    SELECT i.inhrelid::regclass FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'event'::regclass AND c.relname ~ '^event_y\d{4}m\d{2}$'
      AND to_date(substr(c.relname, 8, 4) || substr(c.relname, 13, 2), 'YYYYMM') + interval '1 month' <= before
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', part) INTO held;
    IF NOT held THEN EXECUTE format('DROP TABLE %s', part); END IF;
  END LOOP;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION forget_events(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_events(timestamptz) TO qunce_app;

-- The second factor, as better-auth keeps it: the secret and the recovery codes are encrypted by the installation's own secret.
ALTER TABLE auth."user" ADD COLUMN two_factor_enabled boolean NOT NULL DEFAULT false;
CREATE TABLE auth.two_factor (
  id text PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES auth."user" (id) ON DELETE CASCADE,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT false,
  failed_verification_count integer NOT NULL DEFAULT 0,
  locked_until timestamptz
);
CREATE INDEX two_factor_user ON auth.two_factor (user_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON auth.two_factor TO qunce_auth;

-- For whoever has lost telephone and recovery codes: an owner takes the second factor away, in the command's transaction.
CREATE FUNCTION auth.drop_second_factor(account uuid) RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  DELETE FROM auth.two_factor t USING auth."user" u
    WHERE t.user_id = account AND u.id = account AND u.org_id = nullif(current_setting('app.org', true), '')::uuid;
  WITH changed AS (UPDATE auth."user" SET two_factor_enabled = false
    WHERE id = account AND two_factor_enabled AND org_id = nullif(current_setting('app.org', true), '')::uuid RETURNING 1)
  SELECT EXISTS (SELECT FROM changed);
$$;
REVOKE ALL ON FUNCTION auth.drop_second_factor(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.drop_second_factor(uuid) TO qunce_app;
