-- The inner structure of a community (班): its squads (组), the roles of people in it, and what their leaders note.

-- Sizes of a community; without a row those of its document hold, else those of the product.
CREATE TABLE squad_sizes (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  -- People in the whole community, in one squad, and under one leader, at most.
  class_size integer NOT NULL CHECK (class_size > 0),
  squad_size integer NOT NULL CHECK (squad_size > 0),
  span integer NOT NULL CHECK (span > 0),
  PRIMARY KEY (org_id, community_id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

-- What was done to memberships at once, so that it can be undone as one.
CREATE TABLE squad_change (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('plan', 'move', 'remove', 'undo')),
  at timestamptz NOT NULL,
  people integer NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE INDEX squad_change_last ON squad_change (org_id, community_id, id);

CREATE TABLE squad (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  name text NOT NULL,
  -- Order in the list; need not be without gaps.
  place integer NOT NULL,
  made_at timestamptz NOT NULL,
  -- The change that made it, where a plan did.
  made_by uuid,
  removed_at timestamptz,
  removed_by uuid,
  PRIMARY KEY (org_id, id),
  CHECK ((removed_at IS NULL) = (removed_by IS NULL)),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, made_by) REFERENCES squad_change (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, removed_by) REFERENCES squad_change (org_id, id) ON DELETE CASCADE
);
CREATE INDEX squad_community ON squad (org_id, community_id, place);

-- Append-only history: who was in which squad from when until when. A row is written once and ended once.
CREATE TABLE squad_member (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  squad_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  since timestamptz NOT NULL,
  until timestamptz,
  -- The changes that brought the person here and took them away.
  begun_by uuid NOT NULL,
  ended_by uuid,
  PRIMARY KEY (org_id, id),
  CHECK ((until IS NULL) = (ended_by IS NULL)),
  FOREIGN KEY (org_id, squad_id) REFERENCES squad (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, begun_by) REFERENCES squad_change (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, ended_by) REFERENCES squad_change (org_id, id) ON DELETE CASCADE
);
-- Exactly one squad a person at a time.
CREATE UNIQUE INDEX squad_member_one ON squad_member (org_id, enrolment_id) WHERE until IS NULL;
CREATE INDEX squad_member_now ON squad_member (org_id, squad_id) WHERE until IS NULL;
CREATE INDEX squad_member_begun ON squad_member (org_id, begun_by);
CREATE INDEX squad_member_ended ON squad_member (org_id, ended_by);

-- What a role asks of whoever holds it and what it lets them do. Rights are codes of a closed list.
CREATE TABLE role (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  name text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('community', 'squad')),
  -- The one leader (组长) of a squad.
  leads boolean NOT NULL,
  -- Lists of lines.
  behaviours jsonb NOT NULL,
  responsibilities jsonb NOT NULL,
  rights jsonb NOT NULL,
  -- Days; null: open.
  term_days integer CHECK (term_days > 0),
  reward text NOT NULL,
  sanction text NOT NULL,
  made_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (org_id, id),
  CHECK (scope = 'squad' OR NOT leads),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX role_name ON role (org_id, community_id, name) WHERE removed_at IS NULL;

-- Who holds a role: in one squad or in the whole community. It holds from since until the earlier of until and ended_at.
CREATE TABLE role_holder (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  role_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  squad_id uuid,
  -- Of the role when it was given: what the one leader of a squad is told by.
  leads boolean NOT NULL,
  since timestamptz NOT NULL,
  -- End of the term; null: open.
  until timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (org_id, id),
  CHECK (squad_id IS NOT NULL OR NOT leads),
  FOREIGN KEY (org_id, role_id) REFERENCES role (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, squad_id) REFERENCES squad (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX role_holder_leader ON role_holder (org_id, squad_id) WHERE leads AND ended_at IS NULL;
-- The same role twice at once would be held once. Two indexes, because PostgreSQL takes nulls for different.
CREATE UNIQUE INDEX role_holder_squad ON role_holder (org_id, role_id, enrolment_id, squad_id) WHERE squad_id IS NOT NULL AND ended_at IS NULL;
CREATE UNIQUE INDEX role_holder_community ON role_holder (org_id, role_id, enrolment_id) WHERE squad_id IS NULL AND ended_at IS NULL;
CREATE INDEX role_holder_enrolment ON role_holder (org_id, enrolment_id);

-- One-to-one log: append-only, for staff and for those who care for that squad; the person it is about may have a copy.
CREATE TABLE care_note (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  squad_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  -- Null: written by staff who take no part themselves.
  by_enrolment_id uuid,
  at timestamptz NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, squad_id) REFERENCES squad (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, by_enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE INDEX care_note_of ON care_note (org_id, enrolment_id, at);

-- A like with words, for the person to read.
CREATE TABLE praise (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  squad_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  by_enrolment_id uuid,
  at timestamptz NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, squad_id) REFERENCES squad (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, by_enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
CREATE INDEX praise_of ON praise (org_id, enrolment_id, at);

SELECT tenant_table('squad_sizes');
SELECT tenant_table('squad_change');
SELECT tenant_table('squad');
SELECT tenant_table('squad_member');
SELECT tenant_table('role');
SELECT tenant_table('role_holder');
SELECT tenant_table('care_note');
SELECT tenant_table('praise');
