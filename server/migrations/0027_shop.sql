-- The shop (积分商城), and what was given to whom (红包记录, 奖品预算). Points are spent in points_entry; money moves outside.

CREATE TABLE good (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  -- Points.
  price integer NOT NULL CHECK (price > 0),
  -- Left to be ordered: what is not there cannot be sold.
  stock integer NOT NULL CHECK (stock >= 0),
  -- Orders of one person, cancelled ones left out; null: as many as they like.
  per_person integer CHECK (per_person > 0),
  -- Sent to an address, a code that staff hand over, or given by hand.
  delivery text NOT NULL CHECK (delivery IN ('address', 'code', 'hand')),
  on_sale boolean NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);
CREATE INDEX good_community ON good (org_id, community_id, made_at);

CREATE TABLE shop_order (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  good_id uuid NOT NULL,
  -- Of nobody any more when the person was erased.
  enrolment_id uuid,
  -- Made by the page: pressed twice is ordered once.
  request_id uuid NOT NULL,
  -- As it was when it was ordered.
  name text NOT NULL,
  price integer NOT NULL,
  delivery text NOT NULL,
  state text NOT NULL CHECK (state IN ('ordered', 'sent', 'received', 'cancelled')),
  ordered_at timestamptz NOT NULL,
  sent_at timestamptz,
  received_at timestamptz,
  cancelled_at timestamptz,
  reason text,
  -- Empty when there is none to keep any more.
  recipient text,
  phone text,
  address text,
  tracking text,
  code text,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, enrolment_id, request_id),
  CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL)),
  CHECK (state NOT IN ('sent', 'received') OR sent_at IS NOT NULL),
  FOREIGN KEY (org_id, good_id) REFERENCES good (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE SET NULL (enrolment_id)
);
CREATE INDEX shop_order_community ON shop_order (org_id, community_id, ordered_at);
CREATE INDEX shop_order_good ON shop_order (org_id, good_id);
CREATE INDEX shop_order_enrolment ON shop_order (org_id, enrolment_id);
CREATE INDEX shop_order_address ON shop_order (org_id, sent_at) WHERE address IS NOT NULL;

-- How much may be given away, in fen of the yuan.
CREATE TABLE prize_budget (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  -- Of one campaign; null: of the community.
  campaign_id uuid,
  name text NOT NULL,
  amount integer NOT NULL CHECK (amount > 0),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaign (org_id, id) ON DELETE CASCADE
);
CREATE INDEX prize_budget_community ON prize_budget (org_id, community_id, made_at);

-- What was given and paid outside. Added to; a wrong one is taken back with a reason and stays.
CREATE TABLE prize_given (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  community_id uuid NOT NULL,
  budget_id uuid,
  -- Of nobody any more when the person was erased: the sums stay.
  enrolment_id uuid,
  -- Made by the page: sent twice is noted once.
  request_id uuid NOT NULL,
  -- Material or, without money, in honour; 'reward' is that of staff and leaders.
  kind text NOT NULL CHECK (kind IN ('redPacket', 'goods', 'reward', 'honour')),
  amount integer NOT NULL CHECK (amount >= 0),
  what text NOT NULL,
  why text NOT NULL,
  given_on date NOT NULL,
  -- Why although the budget was used up.
  over_reason text,
  noted_at timestamptz NOT NULL,
  taken_back_at timestamptz,
  taken_back_reason text,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, enrolment_id, request_id),
  CHECK ((taken_back_at IS NULL) = (taken_back_reason IS NULL)),
  CHECK (kind <> 'honour' OR amount = 0),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, budget_id) REFERENCES prize_budget (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE SET NULL (enrolment_id)
);
CREATE INDEX prize_given_community ON prize_given (org_id, community_id, given_on);
CREATE INDEX prize_given_budget ON prize_given (org_id, budget_id);
CREATE INDEX prize_given_enrolment ON prize_given (org_id, enrolment_id);

SELECT tenant_table('good');
SELECT tenant_table('shop_order');
SELECT tenant_table('prize_budget');
SELECT tenant_table('prize_given');
