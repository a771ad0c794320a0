-- Due items (待办): who has to do what until when, from duty rosters, rituals and reminders. That one was missed is never
-- stored: it follows from closes_at and the clock.

-- People who take turns. Its past is in due_item alone: writing a roster anew changes what is still to come.
CREATE TABLE duty_roster (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  name text NOT NULL,
  rhythm text NOT NULL CHECK (rhythm IN ('daily', 'weekly', 'monthly')),
  starts_on date NOT NULL,
  turns integer NOT NULL CHECK (turns > 0),
  -- [{text, time, on}]
  checklist jsonb NOT NULL,
  -- Ids of enrolments, in the order they were given.
  people jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX duty_roster_name ON duty_roster (org_id, community_id, name) WHERE ended_at IS NULL;

-- A script that was started: once a community and instant, until it is cancelled.
CREATE TABLE ritual (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  script text NOT NULL,
  name text NOT NULL,
  begins_at timestamptz NOT NULL,
  -- What stands for the placeholders of its words.
  given jsonb NOT NULL,
  started_at timestamptz NOT NULL,
  cancelled_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ritual_once ON ritual (org_id, community_id, script, begins_at) WHERE cancelled_at IS NULL;

CREATE TABLE due_item (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  source text NOT NULL CHECK (source IN ('roster', 'ritual', 'reminder')),
  -- A duty_roster, a ritual or a campaign.
  source_id uuid NOT NULL,
  -- Which one of its source: a second generation finds it there.
  occurrence text NOT NULL,
  -- Of a roster: the first day of the turn it belongs to.
  turn date,
  title text NOT NULL,
  words text NOT NULL,
  -- The words were written for this one and are not those of the script.
  edited boolean NOT NULL,
  -- What to do when nobody answers.
  silence text NOT NULL,
  -- Who says or does it, in the words of the script.
  part text NOT NULL,
  owner text NOT NULL CHECK (owner IN ('enrolment', 'role', 'staff')),
  owner_enrolment_id uuid,
  owner_role_id uuid,
  owner_squad_id uuid,
  due_at timestamptz NOT NULL,
  -- From here on it was missed.
  closes_at timestamptz NOT NULL,
  done_at timestamptz,
  -- The account that said so; null of a key.
  done_by uuid,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, source, source_id, occurrence),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, owner_enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  CHECK ((owner = 'enrolment') = (owner_enrolment_id IS NOT NULL)),
  CHECK ((owner = 'role') = (owner_role_id IS NOT NULL))
);
CREATE INDEX due_item_community ON due_item (org_id, community_id, due_at);
CREATE INDEX due_item_owner ON due_item (org_id, owner_enrolment_id, due_at);

-- One asks another to take their turn for one of theirs.
CREATE TABLE duty_swap (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  roster_id uuid NOT NULL,
  turn date NOT NULL,
  asked_by uuid NOT NULL,
  other_turn date NOT NULL,
  asked_of uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  answered_at timestamptz,
  agreed boolean,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, roster_id) REFERENCES duty_roster (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, asked_by) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, asked_of) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX duty_swap_open ON duty_swap (org_id, roster_id, turn, asked_by) WHERE answered_at IS NULL;

-- How long before the cut-off of a campaign somebody is to remind those who are missing; 0: nobody is.
CREATE TABLE duty_reminder (
  org_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  minutes integer NOT NULL CHECK (minutes IN (0, 60, 120, 180)),
  PRIMARY KEY (org_id, campaign_id),
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaign (org_id, id) ON DELETE CASCADE
);

SELECT tenant_table('duty_roster');
SELECT tenant_table('ritual');
SELECT tenant_table('due_item');
SELECT tenant_table('duty_swap');
SELECT tenant_table('duty_reminder');
