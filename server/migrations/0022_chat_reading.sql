-- Up to where the chat of a campaign was looked at for check-ins: a day of chat is read again only after it has changed.

-- `chat_state.revision` when the day was last stored: everything that changed in it has come with an earlier or the same revision.
ALTER TABLE channel_day ADD COLUMN revision bigint NOT NULL DEFAULT 0;

CREATE TABLE chat_reading (
  org_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  -- Digests of what else decides. Rules, dates, who takes part and is which sender: another one reads everything again.
  judged_by text NOT NULL,
  -- Whose name is whose: another one reads the days with lists of names again.
  named_by text NOT NULL,
  revision bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, campaign_id, channel_id),
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaign (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, channel_id) REFERENCES channel (org_id, id) ON DELETE CASCADE
);

SELECT tenant_table('chat_reading');
