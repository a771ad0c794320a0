-- Photos and voice that members bring along to a check-in. The bytes lie in the data folder under the id; see modules/media.

CREATE TABLE media_file (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('photo', 'voice')),
  -- As announced; bytes and type are those of the cleaned file, null until it is whole.
  size integer NOT NULL CHECK (size > 0),
  bytes integer,
  type text,
  created_at timestamptz NOT NULL,
  -- The check-in it belongs to: one at most, and of the same member. Both null: of none yet, or of none any more.
  campaign_id uuid,
  day date,
  -- Since when it belongs to none.
  loose_since timestamptz,
  PRIMARY KEY (org_id, id),
  CHECK ((bytes IS NULL) = (type IS NULL)),
  CHECK ((campaign_id IS NULL) = (day IS NULL)),
  CHECK ((campaign_id IS NULL) = (loose_since IS NOT NULL)),
  CHECK (campaign_id IS NULL OR bytes IS NOT NULL),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, campaign_id, enrolment_id, day) REFERENCES checkin (org_id, campaign_id, enrolment_id, day)
);
CREATE INDEX media_file_of ON media_file (org_id, enrolment_id, campaign_id, day);
CREATE INDEX media_file_loose ON media_file (org_id, loose_since) WHERE loose_since IS NOT NULL;

SELECT tenant_table('media_file');
