-- At risk, rescue, last notice, and the proposal to remove somebody, which a person decides.

-- Append-only.
CREATE TABLE removal_rules_version (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  rules jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, community_id, version),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

-- One who is at risk, from the first sign until it is over. Its stage follows from which instants are there.
CREATE TABLE removal_case (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  community_id uuid NOT NULL,
  -- What it was noticed by, and what that needed and found.
  source text NOT NULL,
  need integer NOT NULL,
  have integer NOT NULL,
  opened_at timestamptz NOT NULL,
  -- Until when somebody tries to win the person back; null: it began with the proposal.
  rescue_until timestamptz,
  -- A last notice is to be sent since then, and was sent then.
  notice_at timestamptz,
  noticed_at timestamptz,
  proposed_at timestamptz,
  -- Made with others in one go; also taken back so.
  batch uuid,
  closed_at timestamptz,
  outcome text CHECK (outcome IN ('rescued', 'kept', 'removed', 'left', 'withdrawn')),
  -- The account or key; null where it followed by itself.
  closed_by uuid,
  reason text NOT NULL DEFAULT '',
  PRIMARY KEY (org_id, id),
  CHECK ((closed_at IS NULL) = (outcome IS NULL)),
  CHECK (noticed_at IS NULL OR notice_at IS NOT NULL),
  -- Nobody is removed without a proposal.
  CHECK (outcome <> 'removed' OR proposed_at IS NOT NULL),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
-- One at a time a person.
CREATE UNIQUE INDEX removal_case_open ON removal_case (org_id, enrolment_id) WHERE closed_at IS NULL;
CREATE INDEX removal_case_community ON removal_case (org_id, community_id, closed_at);

SELECT tenant_table('removal_rules_version');
SELECT tenant_table('removal_case');
REVOKE UPDATE, DELETE ON removal_rules_version FROM qunce_app;
