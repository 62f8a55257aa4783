-- Who works on which model: the table of db-scheduler 16, by another name.
CREATE TABLE lease (
  task_name            text        NOT NULL,
  task_instance        text        NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean     NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX lease_execution_time ON lease (execution_time);
CREATE INDEX lease_last_heartbeat ON lease (last_heartbeat);
