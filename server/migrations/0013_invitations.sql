-- Getting in: a community's invitation and who applied by it. See docs/decisions/0007-camp.md.

-- One a community. The code is kept as it is: it hangs on posters, opens no account, and is asked for again.
CREATE TABLE invitation (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  code text NOT NULL,
  greeting text NOT NULL,
  -- The one question of the form; empty: none is asked.
  question text NOT NULL,
  -- People in the community at most; null: no limit.
  capacity integer CHECK (capacity > 0),
  decide text NOT NULL CHECK (decide IN ('auto', 'manual')),
  open boolean NOT NULL,
  until timestamptz,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, community_id),
  UNIQUE (org_id, code),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

-- Words of an applicant go with the enrolment they led to, else after a time (admissions.forget).
CREATE TABLE application (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  secret_hash text NOT NULL,
  name text NOT NULL,
  answer text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'waitlisted', 'approved', 'refused')),
  -- Why it was refused, for the applicant to read.
  reason text NOT NULL,
  -- Codes of what a machine noticed.
  signs jsonb NOT NULL,
  applied_at timestamptz NOT NULL,
  decided_at timestamptz,
  -- The text of consent that was on the page, by its version, and when it was agreed to.
  consent text NOT NULL,
  consent_at timestamptz NOT NULL,
  enrolment_id uuid,
  -- Signed in for the first time: from then on the secret opens nothing.
  entered_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, secret_hash),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  CHECK ((state = 'approved') = (enrolment_id IS NOT NULL))
);
CREATE INDEX application_queue ON application (org_id, community_id, state, applied_at, id);
CREATE INDEX application_enrolment ON application (org_id, enrolment_id);

SELECT tenant_table('invitation');
SELECT tenant_table('application');
