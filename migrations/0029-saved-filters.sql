-- Filters of the list of members that people keep under a name, and what is done for many members at once.

create table member_filters (
  filter_id uuid primary key,
  revision int not null check (revision > 0),    -- who changes a filter says which one he saw
  name text not null check (length(name) between 1 and 60),
  condition jsonb not null check (jsonb_typeof(condition) = 'object'),
  columns text[],                                -- of the list, as the console names them; null for those that somebody chose himself
  shared boolean not null,                       -- seen by everybody who sees members; changed by its owner
  owner text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null check (changed_at >= created_at)
);
comment on table member_filters is 'reference';
create unique index member_filters_named on member_filters (owner, name);

-- What is done for many members at once: each of them once, however often the work is interrupted.

create table bulk_runs (
  run_id uuid primary key,
  deed jsonb not null check (jsonb_typeof(deed) = 'object'),
  -- What the list was narrowed to, without any search; null for members who were chosen one by one, or whose run is taken back.
  filter jsonb check (jsonb_typeof(filter) = 'object'),
  gathered_to text,                              -- the cursor of the next page; null at the beginning and at the end
  undoes uuid unique references bulk_runs (run_id),
  state text not null check (state in ('gathering', 'ready', 'approval', 'running', 'done', 'stopped', 'declined')),
  stores text[],                                 -- whoever asked acts for these only; null for all
  asked_by text not null,
  asked_by_kind text not null check (asked_by_kind in ('staff', 'key')),
  asked_for text,                                -- the person behind the API key that asked
  asked_at timestamptz not null,
  decided_by text,                               -- the second person, where one is needed
  decided_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  members int not null check (members >= 0),
  changed int not null check (changed >= 0),
  unchanged int not null check (unchanged >= 0),
  refused int not null check (refused >= 0),
  check (changed + unchanged + refused <= members),
  check ((state in ('done', 'stopped', 'declined')) = (ended_at is not null)),
  check ((decided_by is null) = (decided_at is null)),
  check (decided_by is distinct from asked_by),
  check (decided_by is null or decided_by is distinct from asked_for)
);
comment on table bulk_runs is 'reference';
create index bulk_runs_at_work on bulk_runs (run_id) where state in ('gathering', 'running');

create table bulk_run_members (
  member_id uuid not null,
  run_id uuid not null references bulk_runs (run_id),
  -- `begun` is written before anything is done, so that whoever goes on after a crash knows that it may have been done.
  state text not null check (state in ('waiting', 'begun', 'changed', 'unchanged', 'refused')),
  refusal jsonb check (jsonb_typeof(refusal) = 'object'),
  code text,                                     -- of the coupon that he got, or that is taken back
  primary key (member_id, run_id),
  check ((state = 'refused') = (refusal is not null))
);
comment on table bulk_run_members is 'distributed by member_id';
create index bulk_run_members_left on bulk_run_members (run_id, member_id) where state in ('waiting', 'begun');
create index bulk_run_members_refused on bulk_run_members (run_id, member_id) where state = 'refused';
