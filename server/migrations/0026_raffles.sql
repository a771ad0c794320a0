-- Raffles that anyone can recompute: terms that stay as they were shown, entries by number, the list sealed before the number
-- that decides is known. See docs/raffle.md.

CREATE TABLE raffle (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  -- Names the raffle in public: whoever holds it may look and recompute.
  code text NOT NULL CHECK (length(code) >= 16),
  title text NOT NULL,
  terms text NOT NULL,
  -- [{name, count}], drawn in this order.
  prizes jsonb NOT NULL,
  -- So many days that count in this campaign; without one, everybody who takes part in the community.
  campaign_id uuid,
  days integer NOT NULL CHECK (days >= 0),
  -- By themselves, or everybody who may.
  enters text NOT NULL CHECK (enters IN ('self', 'all')),
  -- One lot each, or one for each day that counts.
  lots text NOT NULL CHECK (lots IN ('equal', 'days')),
  opened_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL,
  draws_at timestamptz NOT NULL,
  -- The public number, named beforehand: a round of drand, else in words.
  round bigint,
  announced text,
  last_number integer NOT NULL DEFAULT 0,
  sealed_at timestamptz,
  list_hash text,
  commitment text,
  drawn_at timestamptz,
  value text,
  -- Of the round, so that anyone can check it against the public key.
  signature text,
  cancelled_at timestamptz,
  reason text,
  PRIMARY KEY (org_id, id),
  CHECK (draws_at > closes_at AND closes_at > opened_at),
  CHECK ((round IS NULL) <> (announced IS NULL)),
  CHECK (campaign_id IS NOT NULL OR (days = 0 AND lots = 'equal')),
  -- Sealed before the number was known, and drawn only what was sealed.
  CHECK (sealed_at < draws_at AND (sealed_at IS NULL) = (commitment IS NULL) AND (sealed_at IS NULL) = (list_hash IS NULL)),
  CHECK ((drawn_at IS NULL) = (value IS NULL) AND (drawn_at IS NULL OR (commitment IS NOT NULL AND cancelled_at IS NULL))),
  CHECK ((cancelled_at IS NULL) = (reason IS NULL)),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaign (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX raffle_code ON raffle (org_id, code);
CREATE INDEX raffle_community ON raffle (org_id, community_id, opened_at);
CREATE INDEX raffle_due ON raffle (org_id, closes_at) WHERE sealed_at IS NULL AND cancelled_at IS NULL;

-- A number is all that is published. After the list is sealed an erased person's entry stays, of nobody.
CREATE TABLE raffle_entry (
  org_id uuid NOT NULL,
  raffle_id uuid NOT NULL,
  number integer NOT NULL,
  enrolment_id uuid,
  lots integer NOT NULL CHECK (lots > 0),
  entered_at timestamptz NOT NULL,
  -- 1 is drawn first.
  place integer,
  PRIMARY KEY (org_id, raffle_id, number),
  UNIQUE (org_id, raffle_id, enrolment_id),
  UNIQUE (org_id, raffle_id, place),
  FOREIGN KEY (org_id, raffle_id) REFERENCES raffle (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE SET NULL (enrolment_id)
);
CREATE INDEX raffle_entry_enrolment ON raffle_entry (org_id, enrolment_id);

SELECT tenant_table('raffle');
SELECT tenant_table('raffle_entry');
