-- A guardian's consent, where a community's document asks for it. See docs/decisions/0007-camp.md.

-- Append-only but for the withdrawal. Said on the form of application, or afterwards by whom staff enrolled.
CREATE TABLE guardian_consent (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  application_id uuid,
  enrolment_id uuid,
  -- False: whoever takes part said to be fourteen or older.
  needed boolean NOT NULL,
  guardian text NOT NULL,
  relation text NOT NULL CHECK (relation IN ('', 'mother', 'father', 'other')),
  -- The words that were agreed to, as they stood.
  words text NOT NULL,
  said_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, application_id) REFERENCES application (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  CHECK ((application_id IS NULL) <> (enrolment_id IS NULL)),
  CHECK (needed = (guardian <> '') AND needed = (relation <> '')),
  CHECK (needed OR withdrawn_at IS NULL)
);
CREATE UNIQUE INDEX guardian_consent_application ON guardian_consent (org_id, application_id) WHERE withdrawn_at IS NULL;
CREATE UNIQUE INDEX guardian_consent_enrolment ON guardian_consent (org_id, enrolment_id) WHERE withdrawn_at IS NULL;

SELECT tenant_table('guardian_consent');
