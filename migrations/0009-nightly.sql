-- The nightly runs that settle what fell due: one per midnight of the programme, done once.

create table nightly_runs (
  run_id uuid primary key,
  until timestamptz not null unique,             -- the midnight it settles up to
  state text not null check (state in ('running', 'waiting', 'done')),
  expiring jsonb not null,                       -- [{wallet, due, all}] when it began
  settled int not null check (settled >= 0),     -- members settled so far
  started_at timestamptz not null,
  finished_at timestamptz,
  approved_by text
);
comment on table nightly_runs is 'reference';
