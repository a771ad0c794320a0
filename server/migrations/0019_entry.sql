-- Before the door: the quiz on the rules (入群答题) and who tried it. See docs/decisions/0007-camp.md.

-- Append-only, so that a try under way keeps its questions. Null: from this version on there is none.
CREATE TABLE quiz_version (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  version integer NOT NULL,
  quiz jsonb,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, community_id, version),
  FOREIGN KEY (org_id, community_id) REFERENCES community (org_id, id) ON DELETE CASCADE
);

-- Of whoever holds the secret; the application made with it, if there is one, has the same hash.
CREATE TABLE quiz_try (
  org_id uuid NOT NULL,
  community_id uuid NOT NULL,
  secret_hash text NOT NULL,
  number integer NOT NULL,
  version integer NOT NULL,
  -- Which questions, and in which order their options stand.
  seed integer NOT NULL,
  -- What was chosen so far, by its place in the bank: 0 is right.
  answers jsonb NOT NULL,
  begun_at timestamptz NOT NULL,
  finished_at timestamptz,
  passed boolean NOT NULL,
  PRIMARY KEY (org_id, community_id, secret_hash, number),
  FOREIGN KEY (org_id, community_id, version) REFERENCES quiz_version (org_id, community_id, version) ON DELETE CASCADE
);
CREATE INDEX quiz_try_begun ON quiz_try (org_id, begun_at);

SELECT tenant_table('quiz_version');
SELECT tenant_table('quiz_try');
