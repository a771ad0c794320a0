-- Who agreed to which version of the numbered rules, and when. A changed version asks again; what was agreed to stays.
CREATE TABLE credit_rules_agreement (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, enrolment_id, version),
  FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment (org_id, id) ON DELETE CASCADE
);
SELECT tenant_table('credit_rules_agreement');
