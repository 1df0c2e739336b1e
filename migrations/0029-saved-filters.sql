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
