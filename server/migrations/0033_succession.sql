-- Succession (储备班委): who could take a role, who was asked and agreed, trials, how a term ended, and handing over.

-- Append-only: the ladder of roles, and of each role what is needed, its trial and its checklist; what is not said is the product's.
CREATE TABLE succession_rules (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  rules jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, community_id, version),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

-- Said by the members themselves; taking it back removes the row.
CREATE TABLE succession_willing (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (org_id, enrolment_id),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);

CREATE TABLE role_offer (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  role_id uuid NOT NULL,
  -- Whom: in the community of the role, or in the class before it.
  enrolment_id uuid NOT NULL,
  offered_at timestamptz NOT NULL,
  answered_at timestamptz,
  agreed boolean,
  withdrawn_at timestamptz,
  -- The trial it led to has begun.
  taken_at timestamptz,
  PRIMARY KEY (org_id, id),
  CHECK ((answered_at IS NULL) = (agreed IS NULL)),
  FOREIGN KEY (org_id, role_id) REFERENCES role (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
-- Asked once at a time.
CREATE UNIQUE INDEX role_offer_open ON role_offer (org_id, role_id, enrolment_id)
  WHERE withdrawn_at IS NULL AND taken_at IS NULL AND agreed IS DISTINCT FROM false;
CREATE INDEX role_offer_enrolment ON role_offer (org_id, enrolment_id);

CREATE TABLE role_trial (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  role_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  -- The row by which the role is held now; a prolonged trial has another.
  holder_id uuid NOT NULL,
  begun_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  -- What has to be shown, as it was when it began: [{fact, atLeast}].
  needs jsonb NOT NULL,
  prolonged_at timestamptz,
  outcome text CHECK (outcome IN ('confirmed', 'ended', 'recalled')),
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, role_id) REFERENCES role (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, holder_id) REFERENCES role_holder (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX role_trial_holder ON role_trial (org_id, holder_id);
CREATE INDEX role_trial_enrolment ON role_trial (org_id, enrolment_id);

-- How a time in a role ended where a person decided it.
CREATE TABLE role_ending (
  org_id uuid NOT NULL,
  holder_id uuid NOT NULL,
  how text NOT NULL CHECK (how IN ('confirmed', 'prolonged', 'ended', 'recalled')),
  at timestamptz NOT NULL,
  -- The account; null of a key.
  by_id uuid,
  reason text NOT NULL,
  PRIMARY KEY (org_id, holder_id),
  FOREIGN KEY (org_id, holder_id) REFERENCES role_holder (org_id, id) ON DELETE CASCADE
);

-- What is to be done for it are due items.
CREATE TABLE role_handover (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  role_id uuid NOT NULL,
  from_holder_id uuid NOT NULL,
  to_holder_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  -- Handed over once.
  UNIQUE (org_id, from_holder_id),
  CHECK (from_holder_id <> to_holder_id),
  FOREIGN KEY (org_id, role_id) REFERENCES role (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, from_holder_id) REFERENCES role_holder (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, to_holder_id) REFERENCES role_holder (org_id, id) ON DELETE CASCADE
);

SELECT tenant_table('succession_rules');
SELECT tenant_table('succession_willing');
SELECT tenant_table('role_offer');
SELECT tenant_table('role_trial');
SELECT tenant_table('role_ending');
SELECT tenant_table('role_handover');
REVOKE UPDATE, DELETE ON succession_rules FROM qunce_app;
