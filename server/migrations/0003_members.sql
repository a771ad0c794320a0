-- Members: which senders of a community's channels are one person, and what staff know of people. Aggregates stay keyed by
-- identity and are resolved to members when read, so that a merge and its undo rewrite none of them.

-- `member_id`: whom the ledger below makes of an identity; null: a member of its own. `summed_with`: the `member_id` its
-- days were last summed with; where the two differ, days on which one person's identities met are summed again.
ALTER TABLE identity ADD COLUMN member_id uuid, ADD COLUMN summed_with uuid;
CREATE INDEX identity_member ON identity (org_id, member_id) WHERE member_id IS NOT NULL;
CREATE INDEX identity_regrouped ON identity (org_id, channel_id) WHERE member_id IS NOT NULL OR summed_with IS NOT NULL;

-- Append-only: merges of two identities and undos of merges. Who belongs to whom follows from it. `number` counts from 1 in a
-- community: of two who write at once, the key lets only the first through.
CREATE TABLE member_ledger (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  number integer NOT NULL,
  at timestamptz NOT NULL,
  -- The member, as long as this merge stands and is the first of its member.
  member_id uuid,
  one_channel uuid,
  one_identity integer,
  other_channel uuid,
  other_identity integer,
  -- What spoke for it, codes and figures only.
  evidence jsonb,
  undoes integer,
  PRIMARY KEY (org_id, community_id, number),
  UNIQUE (org_id, community_id, undoes),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, community_id, undoes) REFERENCES member_ledger (org_id, community_id, number) ON DELETE CASCADE,
  CHECK (num_nonnulls(member_id, one_channel, one_identity, other_channel, other_identity) = CASE WHEN undoes IS NULL THEN 5 ELSE 0 END)
);

-- Two identities that staff said are not one. The smaller first, so that a pair has one row.
CREATE TABLE dismissed_pair (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  one_channel uuid NOT NULL,
  one_identity integer NOT NULL,
  other_channel uuid NOT NULL,
  other_identity integer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, community_id, one_channel, one_identity, other_channel, other_identity),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

-- Tags and notes hang on an identity and show on its member, like everything else.
CREATE TABLE member_tag (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  identity_id integer NOT NULL,
  tag text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, channel_id, identity_id, tag),
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE
);
CREATE INDEX member_tag_tag ON member_tag (org_id, channel_id, tag);

CREATE TABLE member_note (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  channel_id uuid NOT NULL,
  identity_id integer NOT NULL,
  at timestamptz NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE
);
CREATE INDEX member_note_of ON member_note (org_id, channel_id, identity_id);

-- Names as they are looked for: one row for each place of a name at which a search may begin. `sounds` is what follows as
-- syllables with their characters (`san三 feng丰`; other words as they are), `initials` their first letters. The order of the
-- columns keeps the planner from the primary key, as in `identity`. Written by modules/chat/summing/names.ts.
CREATE TABLE name_key (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  who text NOT NULL,
  place smallint NOT NULL,
  sounds text COLLATE "C" NOT NULL,
  initials text COLLATE "C" NOT NULL,
  PRIMARY KEY (org_id, who, channel_id, place)
);
CREATE INDEX name_key_sounds ON name_key (org_id, sounds, channel_id);
CREATE INDEX name_key_initials ON name_key (org_id, initials, channel_id);

SELECT tenant_table('name_key');
SELECT tenant_table('member_ledger');
SELECT tenant_table('dismissed_pair');
SELECT tenant_table('member_tag');
SELECT tenant_table('member_note');
