-- Which models a person has paused, and when they let them go on. Append-only; the last row of a
-- model holds.
CREATE TABLE pause (
  position bigserial PRIMARY KEY,
  model    text        NOT NULL,
  paused   boolean     NOT NULL,
  told_by  text        NOT NULL,
  why      text        NOT NULL,
  at       timestamptz NOT NULL
);

CREATE INDEX pause_model ON pause (model, position);
