-- After a camp: alumni by their own consent, invitations to the next class, and who wants to be in no album.

-- Append-only but for the withdrawal.
CREATE TABLE alumni_consent (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  -- The words that were agreed to, as they stood.
  words text NOT NULL,
  agreed_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX alumni_consent_standing ON alumni_consent (org_id, enrolment_id) WHERE withdrawn_at IS NULL;

-- What an alumnus tells; it goes with the consent.
CREATE TABLE alumnus (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  consent_id uuid NOT NULL,
  name text NOT NULL,
  doing text NOT NULL,
  offers text NOT NULL,
  seeks text NOT NULL,
  -- How to reach them; other alumni read it only where shared.
  contact text NOT NULL,
  contact_shared boolean NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, enrolment_id),
  UNIQUE (org_id, consent_id),
  CHECK (contact <> '' OR NOT contact_shared),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, consent_id) REFERENCES alumni_consent (org_id, id) ON DELETE CASCADE
);

CREATE TABLE alumni_invitation (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  -- Whom: as an alumnus of this enrolment's community.
  enrolment_id uuid NOT NULL,
  member_id uuid NOT NULL,
  -- Where to.
  community_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('class', 'assistant')),
  invited_at timestamptz NOT NULL,
  -- Silent until then is no answer; nothing has to be written for it to be over.
  until timestamptz NOT NULL,
  outcome text CHECK (outcome IN ('accepted', 'declined', 'withdrawn', 'expired')),
  ended_at timestamptz,
  PRIMARY KEY (org_id, id),
  CHECK ((outcome IS NULL) = (ended_at IS NULL)),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
-- One open a person and class.
CREATE UNIQUE INDEX alumni_invitation_open ON alumni_invitation (org_id, member_id, community_id) WHERE outcome IS NULL;
CREATE INDEX alumni_invitation_enrolment ON alumni_invitation (org_id, enrolment_id);

-- Who wants to be in no album of this community.
CREATE TABLE album_opt_out (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, enrolment_id),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);

SELECT tenant_table('alumni_consent');
SELECT tenant_table('alumnus');
SELECT tenant_table('alumni_invitation');
SELECT tenant_table('album_opt_out');
