-- How a community looks to its people, as far as that was set by hand. Null: as its document says, else as the product does.
CREATE TABLE community_brand (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  -- As shown; null: the name of the community.
  name text,
  -- Empty: none, whatever the document says.
  colour text CHECK (colour = '' OR colour ~ '^#[0-9a-f]{6}$'),
  slogan text,
  -- Whoever knows the digest of its bytes may see it: it is on pages that everybody opens.
  logo_digest text,
  logo_type text CHECK (logo_type IN ('image/png', 'image/jpeg', 'image/webp')),
  logo bytea CHECK (octet_length(logo) <= 524288),
  PRIMARY KEY (org_id, community_id),
  CHECK ((logo IS NULL) = (logo_type IS NULL) AND (logo IS NULL) = (logo_digest IS NULL)),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE INDEX community_brand_logo ON community_brand (org_id, logo_digest) WHERE logo_digest IS NOT NULL;

SELECT tenant_table('community_brand');
