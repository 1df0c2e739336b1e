-- What members used of the benefits that are counted. What is left of a quota is never stored: it follows from these rows.

create table benefit_uses (
  member_id uuid not null,
  use_id uuid not null,
  benefit text not null check (benefit ~ '^[a-z][a-z0-9-]{0,39}$'),
  uses int not null check (uses > 0),
  used_at timestamptz not null,
  store text check (length(store) between 1 and 64),
  order_number text check (length(order_number) between 1 and 64),
  device text check (length(device) between 1 and 64),
  used_by text not null,                         -- the id of whoever did it: staff or key
  undone_at timestamptz,
  undone_by text,
  undone_because text check (length(undone_because) between 1 and 200),
  primary key (member_id, use_id),
  check ((undone_at is null) = (undone_by is null)),
  check ((undone_at is null) = (undone_because is null))
);
comment on table benefit_uses is 'distributed by member_id';
create index benefit_uses_counted on benefit_uses (member_id, benefit, used_at) where undone_at is null;
