-- Dissolving a community (解散): announced, answered, done. What was there stays to be read.

-- From then on nothing changes in it any more; whoever takes part has left with it, as all of them have.
ALTER TABLE community ADD COLUMN dissolved_at timestamptz;

-- Somebody the organisation knows already waits for a place: they come in as the member they are.
ALTER TABLE application ADD COLUMN member_id uuid;
ALTER TABLE application ADD FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE;
CREATE INDEX application_member ON application (org_id, member_id);

CREATE TABLE dissolution (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  announced_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  done_at timestamptz,
  PRIMARY KEY (org_id, id),
  CHECK (withdrawn_at IS NULL OR done_at IS NULL),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
-- One that holds.
CREATE UNIQUE INDEX dissolution_open ON dissolution (org_id, community_id) WHERE withdrawn_at IS NULL;

-- What was announced; a change is another version, and the latest one holds.
CREATE TABLE dissolution_version (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  dissolution_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  -- The last civil day of the community, in its zone.
  last_day date NOT NULL,
  words text NOT NULL,
  -- What becomes of what was paid; empty: nothing was.
  refund text NOT NULL,
  -- Where those go who say yes; null: nowhere.
  successor_id uuid,
  said_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, dissolution_id, version),
  FOREIGN KEY (org_id, dissolution_id) REFERENCES dissolution (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, successor_id) REFERENCES community (org_id, id) ON DELETE SET NULL (successor_id)
);
CREATE INDEX dissolution_version_successor ON dissolution_version (org_id, successor_id);

-- Whether somebody goes along, and to where: a yes to one successor is none to another.
CREATE TABLE dissolution_answer (
  org_id uuid NOT NULL,
  dissolution_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  successor_id uuid NOT NULL,
  comes boolean NOT NULL,
  at timestamptz NOT NULL,
  -- What became of a yes: they take part there, took part already, wait for a place, or were erased there for good.
  outcome text CHECK (outcome IN ('moved', 'there', 'waiting', 'gone')),
  PRIMARY KEY (org_id, dissolution_id, enrolment_id),
  CHECK (outcome IS NULL OR comes),
  FOREIGN KEY (org_id, dissolution_id) REFERENCES dissolution (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, successor_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE INDEX dissolution_answer_enrolment ON dissolution_answer (org_id, enrolment_id);
CREATE INDEX dissolution_answer_successor ON dissolution_answer (org_id, successor_id);

SELECT tenant_table('dissolution');
SELECT tenant_table('dissolution_version');
SELECT tenant_table('dissolution_answer');
