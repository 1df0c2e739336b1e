-- Drafts of the programme: edited until they are published as a version, then kept as they were.

create table programme_drafts (
  draft_id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  base int not null references programme_versions,      -- the version that it was written against
  definition jsonb not null check (jsonb_typeof(definition) = 'object'),
  note text not null,
  author text not null,
  created_at timestamptz not null,
  revision int not null check (revision > 0),           -- counts changes; who changes says which revision he saw
  changed_by text not null,
  changed_at timestamptz not null check (changed_at >= created_at),
  version int unique references programme_versions      -- what it became; closed from then on
);
comment on table programme_drafts is 'reference';

-- Two drafts that are being worked on do not have one name.
create unique index programme_drafts_open_name on programme_drafts (name) where version is null;
