-- Communities made from others: the next class of one, the tiers of a ladder; and the versions of a kept document.
-- See docs/blueprints.md.

-- Which community this one was cloned from, and the parent's document as it was then or when it was last pulled: what the
-- child has changed itself is told by it.
CREATE TABLE community_parent (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  parent_id uuid NOT NULL,
  -- Made by the caller, so that a request sent twice clones once.
  clone_id uuid NOT NULL,
  base jsonb NOT NULL,
  base_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, community_id),
  UNIQUE (org_id, clone_id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, parent_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE INDEX community_parent_of ON community_parent (org_id, parent_id);

-- Every document that was kept, the first one with number 1; the highest is the one in `community_blueprint`.
CREATE TABLE blueprint_version (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  version integer NOT NULL,
  origin text NOT NULL CHECK (origin IN ('applied', 'edited', 'pulled')),
  document jsonb NOT NULL,
  starts_on date NOT NULL,
  kept_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, community_id, version),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
INSERT INTO blueprint_version (org_id, community_id, version, origin, document, starts_on, kept_at)
  SELECT org_id, community_id, 1, 'applied', document, starts_on, applied_at FROM community_blueprint
  ON CONFLICT DO NOTHING;

-- The tiers of a ladder, lowest first: a community each.
CREATE TABLE ladder_tier (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  ladder_id uuid NOT NULL,
  place integer NOT NULL CHECK (place >= 0),
  -- Digest of the document, first day and name it was opened with: the same again is the same ladder.
  opened_by text NOT NULL,
  PRIMARY KEY (org_id, community_id),
  UNIQUE (org_id, ladder_id, place),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

SELECT tenant_table('community_parent');
SELECT tenant_table('blueprint_version');
SELECT tenant_table('ladder_tier');
