-- The credit licence (信用分): numbered rules, what was done about breaking them, appeals, the exam that gives rights back.

-- Where the licence is at zero: roles give no rights and nothing is said to others until the exam is passed.
ALTER TABLE enrolment ADD COLUMN rights_suspended_at timestamptz;

-- More modules than the first three make due items now; which ones, their contract says.
ALTER TABLE due_item DROP CONSTRAINT due_item_source_check;
ALTER TABLE due_item ADD CONSTRAINT due_item_source_check CHECK (source ~ '^[a-zA-Z]{3,20}$');

-- Append-only: the rule of then can be read beside every entry.
CREATE TABLE credit_rules_version (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  rules jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, community_id, version),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

-- One a person: what all entries hang on, and what is locked while one is added. It goes only when its holder is erased or removed,
-- and takes along what no verb may delete by itself.
CREATE TABLE credit_licence (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  community_id uuid NOT NULL,
  PRIMARY KEY (org_id, enrolment_id),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE INDEX credit_licence_community ON credit_licence (org_id, community_id);

-- The ledger. Balances are not stored: they follow from all entries of one person and the clock.
CREATE TABLE credit_entry (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('violation', 'reversal', 'exam')),
  -- Of a violation: the rule by its number and version, the how manieth time it was, and what follows.
  rule text,
  version integer,
  nth integer CHECK (nth > 0),
  step text CHECK (step IN ('reminder', 'warning', 'points', 'mute')),
  -- Taken by a violation; of an exam the balance it gives back.
  points integer NOT NULL CHECK (points BETWEEN 0 AND 12),
  hours integer CHECK (hours > 0),
  -- Until when it may be appealed against.
  appeal_until timestamptz,
  reason text NOT NULL,
  evidence text NOT NULL,
  -- A check-in {campaignId, day} or a message {channelId, key}.
  link jsonb,
  of_entry uuid,
  cause text CHECK (cause IN ('mistake', 'appeal')),
  -- The account or key; null of what follows by itself.
  by_id uuid,
  PRIMARY KEY (org_id, id),
  -- Reversed once at most.
  UNIQUE (org_id, of_entry),
  CHECK ((kind = 'violation') = (rule IS NOT NULL AND version IS NOT NULL AND nth IS NOT NULL AND step IS NOT NULL AND appeal_until IS NOT NULL)),
  CHECK ((kind = 'reversal') = (of_entry IS NOT NULL AND cause IS NOT NULL)),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES credit_licence (org_id, enrolment_id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, of_entry) REFERENCES credit_entry (org_id, id) ON DELETE CASCADE
);
CREATE INDEX credit_entry_of ON credit_entry (org_id, enrolment_id, id);

CREATE TABLE credit_appeal (
  org_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  text text NOT NULL,
  at timestamptz NOT NULL,
  decide_by timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  upheld boolean,
  answer text,
  PRIMARY KEY (org_id, entry_id),
  CHECK ((decided_at IS NULL) = (upheld IS NULL) AND (decided_at IS NULL) = (answer IS NULL)),
  FOREIGN KEY (org_id, entry_id) REFERENCES credit_entry (org_id, id) ON DELETE CASCADE
);

CREATE TABLE credit_exam (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  version integer NOT NULL,
  seed integer NOT NULL,
  -- Places in the lists of options, of which 0 is the right one.
  answers jsonb NOT NULL,
  begun_at timestamptz NOT NULL,
  finished_at timestamptz,
  passed boolean NOT NULL,
  PRIMARY KEY (org_id, enrolment_id, number),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES credit_licence (org_id, enrolment_id) ON DELETE CASCADE
);
-- One under way at a time.
CREATE UNIQUE INDEX credit_exam_open ON credit_exam (org_id, enrolment_id) WHERE finished_at IS NULL;

SELECT tenant_table('credit_rules_version');
SELECT tenant_table('credit_licence');
SELECT tenant_table('credit_entry');
SELECT tenant_table('credit_appeal');
SELECT tenant_table('credit_exam');
REVOKE UPDATE, DELETE ON credit_rules_version, credit_entry FROM qunce_app;
