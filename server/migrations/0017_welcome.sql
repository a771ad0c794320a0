-- After the door: first steps, the rules agreed to, introductions, the way into the chat groups, and who says which sender they are.

-- Which steps a community asks of those who are new, and how nicknames are written there.
CREATE TABLE welcome_plan (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  -- Codes of the steps that are switched on.
  steps jsonb NOT NULL,
  nickname_format text NOT NULL,
  PRIMARY KEY (org_id, community_id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

-- Append-only: what was agreed to can be read again.
CREATE TABLE rules_version (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  version integer NOT NULL,
  text text NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, community_id, version),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

CREATE TABLE rules_acceptance (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, enrolment_id, version),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);

CREATE TABLE introduction (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  who text NOT NULL,
  place text NOT NULL,
  goal text NOT NULL,
  strengths text NOT NULL,
  offers text NOT NULL,
  seeks text NOT NULL,
  -- Since when others in the community may see it; null: they may not.
  listed_at timestamptz,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, enrolment_id),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);

-- A picture of the code by which one enters a chat group.
CREATE TABLE group_code (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  name text NOT NULL,
  platform text NOT NULL CHECK (platform IN ('wechat', 'wecom', 'qq', 'other')),
  -- People in the group when it was counted; up to the limit the code lets in. Null: no limit.
  people integer NOT NULL CHECK (people >= 0),
  counted_at timestamptz NOT NULL,
  entry_limit integer CHECK (entry_limit > 0),
  valid_until timestamptz,
  media_type text NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp')),
  image bytea NOT NULL CHECK (octet_length(image) <= 2097152),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE INDEX group_code_community ON group_code (org_id, community_id, made_at, id);

-- Who says they are in, and by which code; the code may be gone since.
CREATE TABLE group_entry (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  group_code_id uuid,
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, enrolment_id),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, group_code_id) REFERENCES group_code (org_id, id) ON DELETE SET NULL (group_code_id)
);
CREATE INDEX group_entry_code ON group_entry (org_id, group_code_id);

-- Said in a chat group, it tells which sender a member is. One a person; a new one takes the place of the old.
CREATE TABLE binding_code (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  code text NOT NULL,
  made_at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  -- Disputed: two senders said it, or one who is somebody else already.
  state text NOT NULL CHECK (state IN ('waiting', 'used', 'disputed')),
  PRIMARY KEY (org_id, enrolment_id),
  UNIQUE (org_id, code),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);

-- What a member's own link to the invitation ends in: it tells who recommended whom, and opens nothing.
CREATE TABLE recommendation_code (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (org_id, enrolment_id),
  UNIQUE (org_id, code),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
ALTER TABLE application ADD COLUMN recommended_by uuid;
ALTER TABLE application ADD FOREIGN KEY (org_id, recommended_by) REFERENCES enrolment (org_id, id) ON DELETE SET NULL (recommended_by);
CREATE INDEX application_recommended ON application (org_id, recommended_by);

SELECT tenant_table('recommendation_code');
SELECT tenant_table('welcome_plan');
SELECT tenant_table('rules_version');
SELECT tenant_table('rules_acceptance');
SELECT tenant_table('introduction');
SELECT tenant_table('group_code');
SELECT tenant_table('group_entry');
SELECT tenant_table('binding_code');
