-- Of each kind at most one run waits, also when two people ask at the same moment.

delete from insight_runs r using insight_runs earlier
where r.started_at is null and earlier.started_at is null and r.kind = earlier.kind
  and (r.asked_at, r.run_id) > (earlier.asked_at, earlier.run_id);
create unique index insight_runs_waiting on insight_runs (kind) where started_at is null;
