-- Why people leave: a survey of a few questions, and its answers.

-- Append-only, so that an answer keeps the questions it was given to; the latest one holds.
CREATE TABLE exit_survey (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  version integer NOT NULL,
  -- [{kind: 'choice', text, options} | {kind: 'words', text}]
  questions jsonb NOT NULL,
  -- Answers do not say whose they are.
  anonymous boolean NOT NULL,
  open boolean NOT NULL,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, community_id, version),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

-- A person's own way to the survey. That it was answered is known, when is not: it would tell whose answer is whose.
CREATE TABLE exit_link (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  -- Whoever holds it answers, once.
  code text NOT NULL CHECK (length(code) >= 16),
  answered boolean NOT NULL DEFAULT false,
  PRIMARY KEY (org_id, enrolment_id),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX exit_link_code ON exit_link (org_id, code);

CREATE TABLE exit_answer (
  org_id uuid NOT NULL,
  -- Random: one that begins with the time would tell whose an anonymous answer is.
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  version integer NOT NULL,
  -- Null where the survey was anonymous.
  enrolment_id uuid,
  -- By question: the number of an option, or words; null where nothing was said.
  answers jsonb NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, community_id, version) REFERENCES exit_survey (org_id, community_id, version) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE INDEX exit_answer_survey ON exit_answer (org_id, community_id, version);
CREATE INDEX exit_answer_enrolment ON exit_answer (org_id, enrolment_id);

SELECT tenant_table('exit_survey');
SELECT tenant_table('exit_link');
SELECT tenant_table('exit_answer');
