-- Models that the insights process learned and servers ask: small enough to be held in memory, read again when a newer one is there.
create table insight_models (
  name text primary key check (name ~ '^[a-z][a-z0-9-]{0,39}$'),
  made_at timestamptz not null,
  model bytea not null
);
comment on table insight_models is 'reference';
