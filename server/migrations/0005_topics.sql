-- Phrases and questions of a day, for days a picture looks at. Null: not cut into words since the day was summed.
ALTER TABLE channel_day ADD COLUMN topics json;
