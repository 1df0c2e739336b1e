-- Insights: what the insights process makes of the copy, kept here so that servers and conditions read it without the copy.

-- One row for each person: the record that others were merged into. What has no figure yet is null.
create table insight_members (
  member_id uuid primary key,
  recency smallint check (recency between 1 and 5),
  frequency smallint check (frequency between 1 and 5),
  monetary smallint check (monetary between 1 and 5),
  segment text check (segment ~ '^[a-z][a-z0-9-]{0,39}$'),
  alive smallint check (alive between 0 and 100),                       -- percent
  orders_expected real check (orders_expected >= 0),                    -- within the horizon of value
  value_minor bigint check (value_minor >= 0),                          -- within the horizon, discounted
  value_currency text check (length(value_currency) = 3),
  stage text check (stage ~ '^[a-z][a-z0-9-]{0,39}$'),
  stage_since date,
  stage_because jsonb,
  loyalty smallint check (loyalty between 0 and 100),
  loyalty_parts jsonb,
  churn smallint check (churn between 0 and 100),                       -- percent
  churn_because jsonb,
  due_on date,                                                          -- next purchase by the own rhythm
  first_on date,                                                        -- of the first purchase, by which cohorts are made
  cluster text check (length(cluster) between 1 and 60),
  made_at timestamptz not null                                          -- when one of the figures last changed
);
comment on table insight_members is 'distributed by member_id';
create index insight_members_stage on insight_members (stage);

-- Reports that were asked for, with what came out last. The newest answer stays until there is a newer one.
create table insight_reports (
  name text not null check (name ~ '^[a-z][a-z0-9-]{0,39}$'),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),               -- of what was asked
  asked jsonb not null,
  asked_at timestamptz,                                                 -- null: nobody waits for it
  looked_at timestamptz not null,                                       -- the last time that somebody wanted it
  tried_at timestamptz,                                                 -- when the last attempt began
  attempts smallint not null default 0 check (attempts >= 0),
  made_at timestamptz,
  position bigint,                                                      -- of the facts, up to which the copy had read
  milliseconds int check (milliseconds >= 0),
  result jsonb,
  problem text check (problem in ('failed', 'ended-the-process', 'unknown')), -- why the last attempt gave nothing
  primary key (name, digest)
);
comment on table insight_reports is 'reference';
create index insight_reports_waiting on insight_reports (asked_at) where asked_at is not null;

-- What people set for insights: names, weights, targets. One row for each setting that is not as it came.
create table insight_settings (
  name text primary key check (name ~ '^[a-z][a-z0-9-]{0,39}$'),
  revision int not null check (revision > 0),
  value jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null
);
comment on table insight_settings is 'reference';

-- Runs: everything that is known of members made anew; and the rebuilding of the copy.
create table insight_runs (
  run_id uuid primary key,
  kind text not null check (kind in ('refresh', 'rebuild')),
  asked_by text,                                                        -- null: by the calendar
  asked_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz check (ended_at >= started_at),
  steps jsonb not null default '[]',                                    -- what was done, each with its milliseconds
  changed bigint check (changed >= 0),                                  -- members whose figures changed
  position bigint,                                                      -- of the facts, up to which it knew what happened
  problem text check (problem = 'failed')
);
comment on table insight_runs is 'reference';
create index insight_runs_open on insight_runs (asked_at) where ended_at is null;

-- The process that keeps the copy: when it was last heard of, how far it has read, what it is at.
create table insight_process (
  one boolean primary key default true check (one),
  heard_at timestamptz not null,
  position bigint not null,
  behind bigint not null,
  doing text,
  done bigint,
  total bigint
);
comment on table insight_process is 'reference';
