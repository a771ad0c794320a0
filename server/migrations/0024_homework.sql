-- Homework (作业) and peer review (互评). States follow from instants and rows: nothing here says "reviewing" or "closed".

CREATE TABLE assignment (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  campaign_id uuid,
  title text NOT NULL,
  asked text NOT NULL,
  due_at timestamptz NOT NULL,
  -- Late works are taken until then.
  late_until timestamptz,
  -- The time of members for reviews ends; follows from the two before and the policy when it is written.
  closes_at timestamptz NOT NULL,
  policy jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  published_at timestamptz,
  -- Everything that ends with closes_at was done: nothing is left for the schedule.
  settled_at timestamptz,
  -- Of a document that was carried out: the first day of its round, and the key there.
  round_from date,
  round_key text,
  PRIMARY KEY (org_id, id),
  CHECK ((round_from IS NULL) = (round_key IS NULL)),
  CHECK (late_until IS NULL OR late_until > due_at),
  CHECK (closes_at >= coalesce(late_until, due_at)),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaign (org_id, id) ON DELETE CASCADE
);
CREATE INDEX assignment_community ON assignment (org_id, community_id, due_at);
CREATE UNIQUE INDEX assignment_round ON assignment (org_id, community_id, round_from, round_key) WHERE round_key IS NOT NULL;
CREATE INDEX assignment_to_settle ON assignment (org_id, due_at) WHERE published_at IS NOT NULL AND settled_at IS NULL;

CREATE TABLE submission (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  assignment_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  -- When it was handed in, and when it was last replaced.
  at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  withdrawn_at timestamptz,
  -- {text, link, photos, voice}
  content jsonb NOT NULL,
  -- Since when staff have to review it, and why.
  staff_since timestamptz,
  staff_reason text CHECK (staff_reason IN ('nobodyLeft', 'timeRanOut')),
  PRIMARY KEY (org_id, id),
  -- Exactly one a member and assignment, however often it is sent.
  UNIQUE (org_id, assignment_id, enrolment_id),
  CHECK ((staff_since IS NULL) = (staff_reason IS NULL)),
  FOREIGN KEY (org_id, assignment_id) REFERENCES assignment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE INDEX submission_enrolment ON submission (org_id, enrolment_id);
CREATE INDEX submission_at ON submission (org_id, at);

-- A review by a member, or by staff. Not given yet: text and scores are a draft nobody else sees.
CREATE TABLE peer_review (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid NOT NULL,
  reviewer_id uuid,
  -- The account or key of whoever reviews as staff.
  staff_id uuid,
  volunteered boolean NOT NULL,
  at timestamptz NOT NULL,
  -- The reviewer has it until then.
  until timestamptz NOT NULL,
  ended_at timestamptz,
  ended_as text CHECK (ended_as IN ('lapsed', 'taken', 'left')),
  given_at timestamptz,
  text text NOT NULL,
  scores jsonb NOT NULL,
  -- 0–100.
  score double precision CHECK (score BETWEEN 0 AND 100),
  PRIMARY KEY (org_id, id),
  -- Nobody reviews a work twice.
  UNIQUE (org_id, submission_id, reviewer_id),
  UNIQUE (org_id, submission_id, staff_id),
  CHECK ((reviewer_id IS NULL) <> (staff_id IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
  CHECK (given_at IS NULL OR ended_at IS NULL),
  FOREIGN KEY (org_id, submission_id) REFERENCES submission (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, reviewer_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE INDEX peer_review_reviewer ON peer_review (org_id, reviewer_id);
CREATE INDEX peer_review_given ON peer_review (org_id, given_at) WHERE given_at IS NOT NULL;

-- How reviews were dealt: from its seed each dealing can be told again.
CREATE TABLE review_round (
  org_id uuid NOT NULL,
  assignment_id uuid NOT NULL,
  round integer NOT NULL,
  at timestamptz NOT NULL,
  seed text NOT NULL,
  works integer NOT NULL,
  reviewers integer NOT NULL,
  pairs integer NOT NULL,
  -- Reviews nobody was found for.
  short integer NOT NULL,
  relaxed boolean NOT NULL,
  PRIMARY KEY (org_id, assignment_id, round),
  FOREIGN KEY (org_id, assignment_id) REFERENCES assignment (org_id, id) ON DELETE CASCADE
);

-- The author asks for the grade to be looked at again: once.
CREATE TABLE grade_appeal (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid NOT NULL,
  at timestamptz NOT NULL,
  text text NOT NULL,
  decided_at timestamptz,
  changed boolean,
  answer text,
  staff_id uuid,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, submission_id),
  CHECK ((decided_at IS NULL) = (changed IS NULL)),
  CHECK ((decided_at IS NULL) = (answer IS NULL)),
  FOREIGN KEY (org_id, submission_id) REFERENCES submission (org_id, id) ON DELETE CASCADE
);

-- Append-only: a grade a person decided; the latest counts.
CREATE TABLE grade_decision (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid NOT NULL,
  at timestamptz NOT NULL,
  score double precision NOT NULL CHECK (score BETWEEN 0 AND 100),
  reason text NOT NULL,
  staff_id uuid NOT NULL,
  -- The appeal it answers.
  appeal_id uuid,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, submission_id) REFERENCES submission (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, appeal_id) REFERENCES grade_appeal (org_id, id) ON DELETE CASCADE
);
CREATE INDEX grade_decision_of ON grade_decision (org_id, submission_id, at);

-- A work shown as an example, once its author agreed.
CREATE TABLE featured_work (
  org_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  why text NOT NULL,
  at timestamptz NOT NULL,
  consent text NOT NULL CHECK (consent IN ('asked', 'given', 'refused')),
  answered_at timestamptz,
  PRIMARY KEY (org_id, submission_id),
  CHECK ((consent = 'asked') = (answered_at IS NULL)),
  FOREIGN KEY (org_id, submission_id) REFERENCES submission (org_id, id) ON DELETE CASCADE
);

-- A file belongs to a check-in, or to a work of the same member, or to nothing.
ALTER TABLE media_file ADD COLUMN assignment_id uuid;
ALTER TABLE media_file DROP CONSTRAINT media_file_check2;
ALTER TABLE media_file
  ADD CONSTRAINT media_file_loose CHECK ((campaign_id IS NULL AND assignment_id IS NULL) = (loose_since IS NOT NULL)),
  ADD CONSTRAINT media_file_one CHECK (campaign_id IS NULL OR assignment_id IS NULL),
  ADD CONSTRAINT media_file_whole CHECK (assignment_id IS NULL OR bytes IS NOT NULL),
  ADD FOREIGN KEY (org_id, assignment_id, enrolment_id) REFERENCES submission (org_id, assignment_id, enrolment_id);
CREATE INDEX media_file_work ON media_file (org_id, assignment_id, enrolment_id) WHERE assignment_id IS NOT NULL;

SELECT tenant_table('assignment');
SELECT tenant_table('submission');
SELECT tenant_table('peer_review');
SELECT tenant_table('review_round');
SELECT tenant_table('grade_appeal');
SELECT tenant_table('grade_decision');
SELECT tenant_table('featured_work');
