-- For a journal of hundreds of thousands of upgrades. Indexes only: the version before runs on.

-- The newest upgrades, without passing by all the steps of others.
CREATE INDEX journal_accepted ON journal (position) WHERE step = 0;

-- What is open of one model, and what it promoted last.
CREATE INDEX upgrade_model ON upgrade (model, state);
