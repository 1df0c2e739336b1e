-- The programme: versioned configuration. A version is never changed; the newest one that is effective at an instant decides it.

create table programme_versions (
  version int primary key check (version > 0),
  effective_at timestamptz not null,
  published_at timestamptz not null,
  published_by text not null,
  note text not null,
  definition jsonb not null check (jsonb_typeof(definition) = 'object')
);
comment on table programme_versions is 'reference';
