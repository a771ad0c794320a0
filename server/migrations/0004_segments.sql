-- Segment rules: a community's own, in versions, and what became of people's segments.

-- Append-only. The set in force is the highest version whose time has come; without any, the shipped rules. `rules` holds the
-- expressions as written and compiled (modules/segments/compile.ts), so that taking a picture loads no language.
CREATE TABLE segment_rules (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  version integer NOT NULL,
  effective_from timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  restored_from integer,
  rules jsonb NOT NULL,
  PRIMARY KEY (org_id, community_id, version),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
SELECT tenant_table('segment_rules');

-- Append-only, and only changes: who moved from where to where, at the end of coverage of the picture that saw it, by which
-- version, and the need / have rows that decided. No foreign key to identity, as everywhere; a task erases what is left over.
CREATE TABLE segment_change (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  identity_id integer NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  from_segment text NOT NULL,
  to_segment text NOT NULL,
  cause text NOT NULL CHECK (cause IN ('promoted', 'dropped', 'demoted', 'rules')),
  version integer NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (org_id, channel_id, identity_id, id)
);
SELECT tenant_table('segment_change');

-- What rules look at (modules/chat/summing/person-columns.ts), and where a member stands: the segment last noted and since
-- when, what the rules say while it is held, and since when they say so. The picture writes `held` only for new people.
ALTER TABLE member_picture ADD COLUMN facts text NOT NULL DEFAULT '', ADD COLUMN held text NOT NULL DEFAULT '',
  ADD COLUMN held_since timestamptz, ADD COLUMN judged text, ADD COLUMN below_since timestamptz;
UPDATE member_picture SET held = segment;
CREATE INDEX member_picture_moved ON member_picture (org_id, channel_id)
  WHERE held <> segment OR (judged IS NULL) <> (below_since IS NULL);
CREATE INDEX member_picture_below ON member_picture (org_id, channel_id) WHERE below_since IS NOT NULL;

-- By which version a picture was taken (0: shipped) and which was last noted. Pictures from before have no facts: -1 makes
-- the hourly look take them again.
ALTER TABLE picture ADD COLUMN rules_version integer NOT NULL DEFAULT -1, ADD COLUMN noted_version integer NOT NULL DEFAULT 0;
