-- Signing in again: by a code to a phone number or a mail address, and by WeChat. Addresses and ids of WeChat are kept as keyed
-- hashes, beside what a person needs to recognise one (138****1234); the key lies beside the database.

-- Proven: a code that went there came back.
CREATE TABLE member_address (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  member_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('phone', 'email')),
  digest text NOT NULL,
  hint text NOT NULL,
  confirmed_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, digest),
  FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE
);
CREATE INDEX member_address_of ON member_address (org_id, member_id);

-- Left with an application, not proven: it signs in whoever applied as long as it is one person's, and goes with the application.
CREATE TABLE application_address (
  org_id uuid NOT NULL,
  application_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('phone', 'email')),
  digest text NOT NULL,
  hint text NOT NULL,
  given_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, application_id),
  FOREIGN KEY (org_id, application_id) REFERENCES application (org_id, id) ON DELETE CASCADE
);
CREATE INDEX application_address_digest ON application_address (org_id, digest);

-- The code itself is nowhere: it is computed from the row's id by the key. A row stands for unknown addresses too, so that the
-- limits are the same for all. Gone after an hour.
CREATE TABLE sign_in_code (
  org_id uuid NOT NULL REFERENCES organisation (org_id),
  id uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('signIn', 'confirm')),
  -- Whom it signs in or whose address it proves; null: nobody has this address.
  member_id uuid,
  kind text NOT NULL CHECK (kind IN ('phone', 'email')),
  digest text NOT NULL,
  hint text NOT NULL,
  made_at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  tries integer NOT NULL,
  used_at timestamptz,
  -- Taken over by the gateway; until then staff may pass it on.
  delivered_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE
);
CREATE INDEX sign_in_code_digest ON sign_in_code (org_id, digest, made_at);
CREATE INDEX sign_in_code_member ON sign_in_code (org_id, member_id, made_at);
CREATE INDEX sign_in_code_made ON sign_in_code (org_id, made_at);

-- Which WeChat account a member signs in by: a keyed hash of the app's id and the openid there. Linked by the member alone.
CREATE TABLE member_wechat (
  org_id uuid NOT NULL,
  member_id uuid NOT NULL,
  digest text NOT NULL,
  linked_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, member_id),
  UNIQUE (org_id, digest),
  FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE
);

SELECT tenant_table('member_wechat');
SELECT tenant_table('member_address');
SELECT tenant_table('application_address');
SELECT tenant_table('sign_in_code');
