-- What was unusual enough to be looked at, and what became of it. A finding stays as it was found; only its review changes.

create table insight_anomalies (
  anomaly_id uuid primary key,
  subject_kind text not null check (subject_kind in ('member', 'cashier', 'store', 'till')),
  subject_id text not null check (length(subject_id) between 1 and 200),
  measure text not null check (measure in ('earned', 'redeemed', 'given', 'visits')),
  because text not null check (because in ('count', 'amount', 'peers', 'drop')),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),             -- the period is [starts_at, ends_at)
  evidence jsonb not null check (jsonb_typeof(evidence) = 'object'),    -- figures and ids that it rests on
  found_at timestamptz not null,
  revision int not null default 0 check (revision >= 0),
  state text not null default 'open' check (state in ('open', 'fine', 'followed-up')),
  note text check (length(note) between 1 and 500),
  reviewed_by text,
  reviewed_at timestamptz,
  unique (subject_kind, subject_id, measure, ends_at),
  check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_by is null) = (revision = 0))
);
comment on table insight_anomalies is 'reference';
create index insight_anomalies_state on insight_anomalies (state, anomaly_id desc);
