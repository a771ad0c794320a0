-- The camp: who takes part, and their check-ins. See docs/decisions/0007-camp.md.

-- People who take part sign in like staff, but are none: they do not show among staff accounts.
ALTER TABLE auth."user" ADD COLUMN member boolean NOT NULL DEFAULT false;
CREATE OR REPLACE VIEW staff_account WITH (security_barrier) AS
  SELECT org_id, id, name, email, created_at FROM auth."user"
  WHERE org_id = nullif(current_setting('app.org', true), '')::uuid AND NOT member;

-- A member's account has no password; its address is none that mail could reach.
CREATE FUNCTION auth.create_member_account(new_id uuid, new_name text, at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  INSERT INTO auth."user" (id, org_id, name, email, email_verified, member, created_at, updated_at)
    VALUES (new_id, nullif(current_setting('app.org', true), '')::uuid, new_name, new_id::text || '@member.invalid', true, true, at, at);
$$;
REVOKE ALL ON FUNCTION auth.create_member_account(uuid, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.create_member_account(uuid, text, timestamptz) TO qunce_app;

-- A link that signs one member in, once; only the hash of its token is kept. False where the account is no member's of this organisation.
CREATE FUNCTION auth.create_sign_in_link(link_id text, member_id uuid, token_hash text, at timestamptz, until timestamptz)
RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH made AS (
    INSERT INTO auth.verification (id, identifier, value, expires_at, created_at, updated_at)
      SELECT link_id, 'magic-link:' || token_hash, json_build_object('type', 'magic-link', 'email', u.email)::text, until, at, at
      FROM auth."user" u
      WHERE u.id = member_id AND u.member AND u.org_id = nullif(current_setting('app.org', true), '')::uuid
      RETURNING 1
  ) SELECT EXISTS (SELECT 1 FROM made);
$$;
REVOKE ALL ON FUNCTION auth.create_sign_in_link(text, uuid, text, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.create_sign_in_link(text, uuid, text, timestamptz, timestamptz) TO qunce_app;

-- Takes the account of a member away with its sessions (erasure). Never one of staff.
CREATE FUNCTION auth.remove_member_account(member_id uuid)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  DELETE FROM auth."user"
    WHERE id = member_id AND member AND org_id = nullif(current_setting('app.org', true), '')::uuid;
$$;
REVOKE ALL ON FUNCTION auth.remove_member_account(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.remove_member_account(uuid) TO qunce_app;

-- One person over all communities of the organisation; the id is also that of the account.
CREATE TABLE member (
  org_id uuid NOT NULL REFERENCES organisation (org_id),
  id uuid NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);

-- A member in one community.
CREATE TABLE enrolment (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  member_id uuid NOT NULL,
  nickname text NOT NULL,
  joined_at timestamptz NOT NULL,
  left_at timestamptz,
  -- The name is gone for good and so is the way back; what counts stays, of nobody.
  erased_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, community_id, member_id),
  CHECK (erased_at IS NULL OR left_at IS NOT NULL),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE
);
CREATE INDEX enrolment_member ON enrolment (org_id, member_id);

-- Which sender of a chat group an enrolled person is.
CREATE TABLE enrolment_identity (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  identity_id integer NOT NULL,
  enrolment_id uuid NOT NULL,
  PRIMARY KEY (org_id, channel_id, identity_id),
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE INDEX enrolment_identity_of ON enrolment_identity (org_id, enrolment_id);

CREATE TABLE campaign (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  name text NOT NULL,
  -- The one thing the group wants to reach together, in its own words.
  goal text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  CHECK (ends_on >= starts_on)
);
CREATE INDEX campaign_community ON campaign (org_id, community_id, starts_on);

-- Append-only: rules and the first day they hold. Of those that have begun the latest decision counts.
CREATE TABLE campaign_policy (
  org_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  version integer NOT NULL,
  effective_on date NOT NULL,
  policy jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, campaign_id, version),
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaign (org_id, id) ON DELETE CASCADE
);

-- One a member, campaign and day, whoever sends it from wherever. A leave is a row too: a day cannot be both.
CREATE TABLE checkin (
  org_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('onTime', 'late', 'madeUp', 'leave')),
  -- Does it count: late ones may not.
  counted boolean NOT NULL,
  source text NOT NULL CHECK (source IN ('page', 'chat', 'jielong', 'staff')),
  at timestamptz NOT NULL,
  -- What was written, where rules ask for it: {text, number, link}.
  content jsonb NOT NULL,
  PRIMARY KEY (org_id, campaign_id, enrolment_id, day),
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaign (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE INDEX checkin_day ON checkin (org_id, campaign_id, day, at);
-- The feed goes by the instant, whatever day it was for.
CREATE INDEX checkin_feed ON checkin (org_id, campaign_id, at);

-- What follows from one member's rows, for the ranking; written with them.
CREATE TABLE checkin_standing (
  org_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  -- Days that count, and the run up to last_day.
  total integer NOT NULL,
  streak integer NOT NULL,
  last_day date,
  last_at timestamptz,
  PRIMARY KEY (org_id, campaign_id, enrolment_id),
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaign (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE INDEX checkin_standing_rank ON checkin_standing (org_id, campaign_id, total DESC, streak DESC, last_at, enrolment_id);

-- Append-only: what staff changed, and why.
CREATE TABLE checkin_correction (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  day date NOT NULL,
  at timestamptz NOT NULL,
  was text,
  becomes text,
  reason text NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaign (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE INDEX checkin_correction_of ON checkin_correction (org_id, campaign_id, enrolment_id, day);

CREATE TABLE checkin_like (
  org_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  day date NOT NULL,
  by_enrolment_id uuid NOT NULL,
  PRIMARY KEY (org_id, campaign_id, enrolment_id, day, by_enrolment_id),
  FOREIGN KEY (org_id, campaign_id, enrolment_id, day) REFERENCES checkin (org_id, campaign_id, enrolment_id, day) ON DELETE CASCADE,
  FOREIGN KEY (org_id, by_enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);

SELECT tenant_table('member');
SELECT tenant_table('enrolment');
SELECT tenant_table('enrolment_identity');
SELECT tenant_table('campaign');
SELECT tenant_table('campaign_policy');
SELECT tenant_table('checkin');
SELECT tenant_table('checkin_standing');
SELECT tenant_table('checkin_correction');
SELECT tenant_table('checkin_like');
