-- Certificates of those who completed a campaign.

CREATE TABLE certificate (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  -- Whoever holds it may verify the certificate.
  code text NOT NULL CHECK (length(code) >= 16),
  campaign_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  -- As it stood on the day.
  name text NOT NULL,
  -- Days that count: asked for, and done.
  need integer NOT NULL CHECK (need > 0),
  have integer NOT NULL CHECK (have >= need),
  awarded_at timestamptz NOT NULL,
  revoked_at timestamptz,
  reason text,
  PRIMARY KEY (org_id, id),
  -- One a person and campaign: a revoked one is given back, not made anew.
  UNIQUE (org_id, campaign_id, enrolment_id),
  CHECK ((revoked_at IS NULL) = (reason IS NULL)),
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaign (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX certificate_code ON certificate (org_id, code);
CREATE INDEX certificate_enrolment ON certificate (org_id, enrolment_id);

SELECT tenant_table('certificate');
