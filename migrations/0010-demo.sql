-- The generated sample shop: which one is here, and how far it is. One row for ever.

create table demo (
  place int primary key check (place = 1),
  seed bigint not null check (seed >= 0),
  members int not null check (members > 0),
  months int not null check (months > 0),
  until timestamptz not null,                    -- where its history ends
  time_zone text not null,                       -- whose days and hours it was made for
  state text not null check (state in ('running', 'done')),
  reached timestamptz,                           -- everything before it is in; an interrupted load goes on from here
  counts jsonb not null,                         -- of what is in until then
  done int not null check (done >= 0),
  total int not null check (total >= done),
  milliseconds bigint not null check (milliseconds >= 0),  -- spent, over all runs
  summary jsonb,
  started_at timestamptz not null,
  finished_at timestamptz,
  check ((state = 'done') = (summary is not null)),
  check ((state = 'done') = (finished_at is not null))
);
comment on table demo is 'reference';
