-- Chat: what was said, who said it, and what is computed from it. `org_id` comes first in every key and the pictures of a
-- channel are computed from its days, never from all messages.

-- A file as it came; the bytes lie in the data folder.
CREATE TABLE upload (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  file text NOT NULL,
  bytes bigint NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);

CREATE TABLE import_run (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  channel_id uuid NOT NULL,
  upload_id uuid NOT NULL,
  file text NOT NULL,
  state text NOT NULL CHECK (state IN ('recognised', 'queued', 'running', 'done', 'failed', 'cancelled')),
  mode text NOT NULL CHECK (mode IN ('append', 'replace')),
  -- `replace`: the channel was emptied, so that a resumed run does not do it again.
  emptied boolean NOT NULL DEFAULT false,
  wanted_format text,
  wanted_chat text,
  columns jsonb,
  format text NOT NULL,
  zone text NOT NULL,
  ground text NOT NULL CHECK (ground IN ('consent', 'ownRecords', 'contract', 'legitimateInterest')),
  pseudonymous boolean NOT NULL,
  bytes bigint NOT NULL,
  bytes_read bigint NOT NULL DEFAULT 0,
  records bigint NOT NULL DEFAULT 0,
  added bigint NOT NULL DEFAULT 0,
  rejected_records bigint NOT NULL DEFAULT 0,
  rejected_bytes bigint NOT NULL DEFAULT 0,
  members bigint NOT NULL DEFAULT 0,
  error jsonb,
  -- What the file covers of the channel, as far as it is stored.
  first_at timestamptz,
  last_at timestamptz,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, upload_id) REFERENCES upload (org_id, id)
);
CREATE INDEX import_run_channel ON import_run (org_id, channel_id, created_at);

-- Batches that are stored: a resumed import reads its file from the start and skips these.
CREATE TABLE import_batch (
  org_id uuid NOT NULL,
  import_id uuid NOT NULL,
  batch integer NOT NULL,
  PRIMARY KEY (org_id, import_id, batch),
  FOREIGN KEY (org_id, import_id) REFERENCES import_run (org_id, id) ON DELETE CASCADE
);

CREATE TABLE rejected_row (
  org_id uuid NOT NULL,
  import_id uuid NOT NULL,
  number integer NOT NULL,
  source text NOT NULL,
  "offset" bigint NOT NULL,
  bytes bigint NOT NULL,
  line bigint,
  reason text NOT NULL,
  sample text NOT NULL,
  PRIMARY KEY (org_id, import_id, number),
  FOREIGN KEY (org_id, import_id) REFERENCES import_run (org_id, id) ON DELETE CASCADE
);

-- One row a channel that holds chat: hands out identity numbers (its lock makes writers of one channel queue up) and says
-- what the aggregates were computed with.
CREATE TABLE chat_state (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  last_identity integer NOT NULL DEFAULT 0,
  -- Zone of the civil days below; null: nothing computed yet.
  zone text,
  -- Rises with every change of messages or people; `picture.revision` says up to where a picture goes.
  revision bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (org_id, channel_id),
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE
);

-- A sender as a channel's files know one. Small numbers, because messages and aggregates name them millions of times.
CREATE TABLE identity (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  id integer NOT NULL,
  who text NOT NULL,
  identified_by text NOT NULL CHECK (identified_by IN ('id', 'name')),
  in_roster boolean NOT NULL DEFAULT false,
  role text CHECK (role IN ('owner', 'admin', 'member')),
  joined_at timestamptz,
  PRIMARY KEY (org_id, channel_id, id),
  -- Not (org_id, channel_id, …) like the key: without statistics (the embedded database gathers none by itself) the two would
  -- cost the same, and a look-up by id would walk through all people of the channel: 10 ms a row.
  UNIQUE (org_id, who, channel_id)
);

-- Names over time; instants are null where only a member list has the name.
CREATE TABLE alias (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  identity_id integer NOT NULL,
  name text NOT NULL,
  -- Order in which the names came up in the file that brought the first of them.
  place integer NOT NULL,
  first_at timestamptz,
  last_at timestamptz,
  PRIMARY KEY (org_id, channel_id, identity_id, name)
);

-- Everything said and every system row. Neither this nor the tables with a row a person have foreign keys, which would cost
-- as much as the rows; the task that follows `channel.removed` erases them.
-- `kind` numbers the kinds of vocabulary/records.ts, system kinds from 100. `marks`: bit 0 question, bits 1–2 check-in
-- (1 keyword, 2 number, 3 接龙), bit 3 the text was read.
CREATE TABLE message (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  at timestamptz NOT NULL,
  key uuid NOT NULL,
  ord integer NOT NULL,
  kind smallint NOT NULL,
  marks smallint NOT NULL,
  -- The key comes from the platform's own row id, so a reply may name it.
  by_id boolean NOT NULL,
  identity_id integer,
  reply_key uuid,
  text text NOT NULL,
  mentions json,
  listed json,
  PRIMARY KEY (org_id, channel_id, at, key)
) PARTITION BY RANGE (at);
CREATE INDEX message_by_key ON message (org_id, key, channel_id) WHERE by_id;

-- Civil days whose rows changed since they were summarised. `mark` tells a change that came meanwhile.
CREATE TABLE dirty_day (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  day integer NOT NULL,
  mark integer NOT NULL DEFAULT 1,
  PRIMARY KEY (org_id, channel_id, day)
);

-- The aggregates of a civil day (days since 1970-01-01) in one row: they are written together and read by window, and as
-- rows of their own a million messages would make some 800,000. Packed by modules/chat/summing/day-columns.ts.
CREATE TABLE channel_day (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  day integer NOT NULL,
  total json NOT NULL,
  members json NOT NULL,
  edges json NOT NULL,
  mentions json NOT NULL,
  listed json,
  checkins json,
  questions json,
  PRIMARY KEY (org_id, channel_id, day),
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE
);

-- Keys that a day's replies name and nobody has brought yet.
CREATE TABLE open_reply (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  key uuid NOT NULL,
  day integer NOT NULL,
  PRIMARY KEY (org_id, channel_id, day, key)
);
CREATE INDEX open_reply_key ON open_reply (org_id, key, channel_id);

-- The days of one person in one year: { "day number": "figures" }.
CREATE TABLE member_year (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  identity_id integer NOT NULL,
  year smallint NOT NULL,
  days jsonb NOT NULL,
  PRIMARY KEY (org_id, channel_id, identity_id, year)
);

-- null: a day of this person is gone, to be computed again.
CREATE TABLE member_total (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  identity_id integer NOT NULL,
  first_day integer,
  first_at timestamptz,
  total json,
  PRIMARY KEY (org_id, channel_id, identity_id)
);

CREATE TABLE channel_week (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  week integer NOT NULL,
  total json NOT NULL,
  PRIMARY KEY (org_id, channel_id, week),
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE
);

-- The picture as it is shown; `line` is the little of it that the portfolio needs.
CREATE TABLE picture (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  revision bigint NOT NULL,
  taken_at timestamptz NOT NULL,
  line jsonb NOT NULL,
  picture json NOT NULL,
  PRIMARY KEY (org_id, channel_id),
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE
);

CREATE TABLE member_picture (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  who text NOT NULL,
  name text NOT NULL,
  -- Lower-case name and former names, for the search; and a key by which 李 comes under L.
  search text NOT NULL,
  name_order text NOT NULL,
  segment text NOT NULL,
  flags text[] NOT NULL,
  messages integer NOT NULL,
  messages28 integer NOT NULL,
  first_at timestamptz,
  last_at timestamptz,
  -- What else is shown; and need / have / met of every rule. Kept short (modules/chat/summing/person-columns.ts): all rows of a
  -- channel change with every day, and beyond 2 kB each would be compressed and stored apart.
  more json NOT NULL,
  rules text NOT NULL,
  digest text NOT NULL,
  PRIMARY KEY (org_id, channel_id, who)
);

SELECT tenant_table('upload');
SELECT tenant_table('import_run');
SELECT tenant_table('import_batch');
SELECT tenant_table('rejected_row');
SELECT tenant_table('chat_state');
SELECT tenant_table('identity');
SELECT tenant_table('alias');
SELECT tenant_table('message');
SELECT tenant_table('dirty_day');
SELECT tenant_table('channel_day');
SELECT tenant_table('open_reply');
SELECT tenant_table('member_year');
SELECT tenant_table('member_total');
SELECT tenant_table('channel_week');
SELECT tenant_table('picture');
SELECT tenant_table('member_picture');

-- Stored as they are: compressing 90 kB a day took three times as long as writing them (8.2 against 2.7 ms, embedded).
ALTER TABLE channel_day ALTER COLUMN members SET STORAGE EXTERNAL, ALTER COLUMN edges SET STORAGE EXTERNAL;
