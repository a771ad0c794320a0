-- Sources: where a channel's messages are fetched from on a schedule, by the ChatLab pull protocol.

-- One a channel at most. What is fetched becomes an upload and an import like any other.
CREATE TABLE source (
  org_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  base_url text NOT NULL,
  -- Encrypted by a key in the data folder: a copy of the rows alone opens nothing.
  token text,
  conversation text NOT NULL,
  conversation_name text NOT NULL,
  every_hours smallint NOT NULL CHECK (every_hours BETWEEN 1 AND 24),
  -- Seconds since 1970 from which on messages are wanted; 0: all.
  first_since bigint NOT NULL,
  ground text NOT NULL CHECK (ground IN ('consent', 'ownRecords', 'contract', 'legitimateInterest')),
  pseudonymous boolean NOT NULL,
  paused boolean NOT NULL DEFAULT false,
  -- The next request, in the numbers of the protocol; moved on only once the page before it is stored.
  since bigint NOT NULL,
  page_offset bigint NOT NULL DEFAULT 0,
  until bigint,
  -- More pages of this pull are to come.
  midway boolean NOT NULL DEFAULT false,
  latest_at timestamptz,
  -- Of the last page stored: a quiet group's same page again is not imported again.
  digest text,
  -- The import that stores a page, and where to go on from once it has.
  import_id uuid,
  pending jsonb,
  claimed_by uuid,
  claimed_at timestamptz,
  due_at timestamptz NOT NULL,
  pulled_at timestamptz,
  -- Rows that were new: of the pull going on, of the last one that was finished.
  adding bigint NOT NULL DEFAULT 0,
  added bigint NOT NULL DEFAULT 0,
  error jsonb,
  PRIMARY KEY (org_id, channel_id),
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE
);
SELECT tenant_table('source');
