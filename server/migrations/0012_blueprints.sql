-- Communities opened from a document. See docs/blueprints.md.

-- The document last applied, as a whole, and the first day it was applied for.
CREATE TABLE community_blueprint (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  document jsonb NOT NULL,
  starts_on date NOT NULL,
  applied_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, community_id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

-- Which campaign came from which check-in of the document, for each first day it was applied for.
CREATE TABLE blueprint_campaign (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  starts_on date NOT NULL,
  key text NOT NULL,
  campaign_id uuid NOT NULL,
  PRIMARY KEY (org_id, community_id, starts_on, key),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaign (org_id, id) ON DELETE CASCADE
);
CREATE INDEX blueprint_campaign_of ON blueprint_campaign (org_id, campaign_id);

SELECT tenant_table('community_blueprint');
SELECT tenant_table('blueprint_campaign');
