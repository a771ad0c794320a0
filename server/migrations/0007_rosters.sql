-- Rosters: who was on each member list that was brought, so that two can be compared; and figures of days that staff type in for
-- groups that nobody can export.

-- One a file with a member list. `whole`: the list stands for the whole group; null while it is still being written.
CREATE TABLE roster_snapshot (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  import_id uuid NOT NULL,
  at timestamptz NOT NULL,
  whole boolean,
  PRIMARY KEY (org_id, channel_id, import_id),
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE
);

-- Who was on it, by the name the list had. No foreign keys, as with every table that has a row a person.
CREATE TABLE roster_entry (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  import_id uuid NOT NULL,
  identity_id integer NOT NULL,
  name text NOT NULL,
  role text CHECK (role IN ('owner', 'admin', 'member')),
  joined_at timestamptz,
  -- Another identity of the channel, where the list names somebody known.
  invited_by integer,
  PRIMARY KEY (org_id, channel_id, import_id, identity_id)
);
CREATE INDEX roster_entry_of ON roster_entry (org_id, channel_id, identity_id);

-- A civil day of the channel's zone (days since 1970-01-01) as somebody counted it; null: not told. `before`: the figures that
-- the last correction replaced, null for the first entry.
CREATE TABLE head_count (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  day integer NOT NULL,
  members integer CHECK (members >= 0),
  messages integer CHECK (messages >= 0),
  speakers integer CHECK (speakers >= 0),
  joins integer CHECK (joins >= 0),
  leaves integer CHECK (leaves >= 0),
  kept_at timestamptz NOT NULL,
  before json,
  PRIMARY KEY (org_id, channel_id, day),
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE
);

SELECT tenant_table('roster_snapshot');
SELECT tenant_table('roster_entry');
SELECT tenant_table('head_count');
