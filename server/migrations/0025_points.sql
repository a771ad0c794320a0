-- Points (积分): a ledger that only grows, what follows from it, badges, contests of squads. Nothing of this is credit (信用分).

-- Append-only: rules and the first day they hold. Of those that have begun the latest decision counts.
CREATE TABLE points_rules (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  version integer NOT NULL,
  effective_on date NOT NULL,
  rules jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, community_id, version),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

-- What somebody has to spend: the sum of their entries, written with each of them.
CREATE TABLE points_account (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  balance integer NOT NULL CHECK (balance >= 0),
  -- Whoever has left or was erased is on no board.
  listed boolean NOT NULL,
  PRIMARY KEY (org_id, enrolment_id),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);

-- The same balance by the last day it may be spent; 9999-12-31: for good.
CREATE TABLE points_bucket (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  good_until date NOT NULL,
  remaining integer NOT NULL CHECK (remaining >= 0),
  PRIMARY KEY (org_id, enrolment_id, good_until),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES points_account (org_id, enrolment_id) ON DELETE CASCADE
);
CREATE INDEX points_bucket_due ON points_bucket (org_id, good_until) WHERE remaining > 0;

CREATE TABLE points_entry (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  -- In which they were when it was earned: it stays that squad's.
  squad_id uuid,
  amount integer NOT NULL CHECK (amount <> 0),
  kind text NOT NULL,
  -- What it is for, with the id of that, and for which time: together the idempotency key.
  cause text COLLATE "C" NOT NULL,
  nth smallint NOT NULL CHECK (nth > 0),
  rule_version integer,
  reverses uuid,
  -- Of a reversal: what could not be taken back, being spent.
  short integer NOT NULL CHECK (short >= 0),
  -- Of what was spent: how much of which bucket, [[day, points]].
  taken jsonb,
  by_account uuid,
  at timestamptz NOT NULL,
  -- The civil day it counts for.
  day date NOT NULL,
  -- In the words of a person; taken away with the person.
  reason text NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, cause, enrolment_id, nth),
  CHECK (reverses IS NOT NULL OR short = 0),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES points_account (org_id, enrolment_id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, reverses) REFERENCES points_entry (org_id, id) ON DELETE CASCADE
);
-- One reversal at most.
CREATE UNIQUE INDEX points_entry_reverses ON points_entry (org_id, reverses) WHERE reverses IS NOT NULL;
CREATE INDEX points_entry_own ON points_entry (org_id, enrolment_id, id);
CREATE INDEX points_entry_all ON points_entry (org_id, community_id, id);
CREATE INDEX points_entry_squad ON points_entry (org_id, squad_id, day) WHERE squad_id IS NOT NULL;

-- Boards. `starts_on` of a day, a week (its Monday), of everything (1970-01-01), of a cohort (the Monday of the week of joining).
CREATE TABLE points_total (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  period text NOT NULL CHECK (period IN ('day', 'week', 'all', 'cohort')),
  starts_on date NOT NULL,
  enrolment_id uuid NOT NULL,
  total integer NOT NULL,
  listed boolean NOT NULL,
  PRIMARY KEY (org_id, community_id, period, starts_on, enrolment_id),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES points_account (org_id, enrolment_id) ON DELETE CASCADE
);
CREATE INDEX points_total_board ON points_total (org_id, community_id, period, starts_on, total DESC, enrolment_id) WHERE listed;
CREATE INDEX points_total_own ON points_total (org_id, enrolment_id);

-- How many of a board have each total: a place is told without counting people.
CREATE TABLE points_spread (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  period text NOT NULL,
  starts_on date NOT NULL,
  total integer NOT NULL,
  people integer NOT NULL CHECK (people >= 0),
  PRIMARY KEY (org_id, community_id, period, starts_on, total),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

CREATE TABLE points_squad_total (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  period text NOT NULL CHECK (period IN ('day', 'week', 'all')),
  starts_on date NOT NULL,
  squad_id uuid NOT NULL,
  total integer NOT NULL,
  -- People in it now; 0: none is left, or it was removed.
  heads integer NOT NULL CHECK (heads >= 0),
  PRIMARY KEY (org_id, community_id, period, starts_on, squad_id),
  FOREIGN KEY (org_id, squad_id) REFERENCES squad (org_id, id) ON DELETE CASCADE
);
CREATE INDEX points_squad_total_total ON points_squad_total (org_id, community_id, period, starts_on, total DESC, squad_id) WHERE heads > 0;
CREATE INDEX points_squad_total_head ON points_squad_total
  (org_id, community_id, period, starts_on, (total * 100 / greatest(heads, 1)) DESC, squad_id) WHERE heads > 0;

-- Earned once; revoked by a person alone.
CREATE TABLE points_badge (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  -- Of the rules that gave it, with its name and title as they were then.
  badge text NOT NULL,
  name text NOT NULL,
  is_title boolean NOT NULL,
  rule_version integer NOT NULL,
  earned_at timestamptz NOT NULL,
  revoked_at timestamptz,
  reason text,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, enrolment_id, badge),
  CHECK ((revoked_at IS NULL) = (reason IS NULL)),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE INDEX points_badge_community ON points_badge (org_id, community_id, earned_at);

-- A contest of squads (PK) from a day to a day; the result is written when it is over, and stays.
CREATE TABLE squad_contest (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  name text NOT NULL,
  measure text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  -- Ids of squads.
  squads jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  cancelled_at timestamptz,
  decided_at timestamptz,
  -- [{squadId, name, place, points, heads}]
  result jsonb,
  PRIMARY KEY (org_id, id),
  CHECK (ends_on >= starts_on),
  CHECK ((decided_at IS NULL) = (result IS NULL)),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE INDEX squad_contest_community ON squad_contest (org_id, community_id, ends_on);

SELECT tenant_table('points_rules');
SELECT tenant_table('points_account');
SELECT tenant_table('points_bucket');
SELECT tenant_table('points_entry');
SELECT tenant_table('points_total');
SELECT tenant_table('points_spread');
SELECT tenant_table('points_squad_total');
SELECT tenant_table('points_badge');
SELECT tenant_table('squad_contest');

-- The ledger only grows: rows go with their person's or community's, and only words may be emptied.
REVOKE UPDATE, DELETE ON points_entry FROM qunce_app;
GRANT UPDATE (reason) ON points_entry TO qunce_app;
REVOKE UPDATE, DELETE ON points_rules FROM qunce_app;
