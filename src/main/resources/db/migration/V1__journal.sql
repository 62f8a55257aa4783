-- One row for each announcement: what makes an event one upgrade, and where that upgrade is now.
-- Everything but the source and the event is a copy of what the journal says.
CREATE TABLE upgrade (
  id         uuid PRIMARY KEY,
  source     text        NOT NULL,
  event_id   text        NOT NULL,
  model      text        NOT NULL,
  state      text        NOT NULL,
  steps      integer     NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (source, event_id)
);

CREATE INDEX upgrade_state ON upgrade (state);

-- Append-only. Positions are given in the order of commits (see JdbcJournal).
CREATE TABLE journal (
  position bigserial PRIMARY KEY,
  upgrade  uuid        NOT NULL REFERENCES upgrade,
  step     integer     NOT NULL,
  kind     text        NOT NULL,
  body     jsonb       NOT NULL,
  at       timestamptz NOT NULL,
  UNIQUE (upgrade, step)
);

CREATE INDEX journal_kind ON journal (kind, position);

-- How far the journal has been told to each topic.
CREATE TABLE announced (
  topic    text PRIMARY KEY,
  position bigint NOT NULL
);
