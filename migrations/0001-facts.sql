-- What happened, appended in the transaction of its effect, and the answers already given to writes.

create table facts (
  member_id uuid not null,                       -- the nil id for what concerns no member
  fact_id uuid not null,
  kind text not null check (kind ~ '^[a-z]+(\.[a-z-]+)+$'),
  at timestamptz not null,                       -- when it happened
  recorded_at timestamptz not null,
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  position bigint generated always as identity,  -- readers go by position, bounded by the oldest running transaction
  written_by xid8 not null default pg_current_xact_id(),
  primary key (member_id, fact_id)
);
comment on table facts is 'distributed by member_id';
create index facts_position on facts (position);
-- Nobody selects by what a document holds: sampling it costs more than all other columns together.
alter table facts alter column data set statistics 0, set (autovacuum_analyze_scale_factor = 0.5);

-- Distributed by key: claimed in the transaction of the effect, so that a key has one effect and one answer.
create table idempotency (
  key text primary key check (length(key) between 1 and 600),
  fingerprint bytea not null,
  status int not null,
  answer jsonb not null,
  recorded_at timestamptz not null
);
comment on table idempotency is 'distributed by key';
create index idempotency_recorded_at on idempotency using brin (recorded_at);
alter table idempotency alter column fingerprint set statistics 0, alter column answer set statistics 0,
  set (autovacuum_analyze_scale_factor = 0.5);
