-- One person who was found twice. The one record is taken into the other: what he is known by moves, what he has is carried over, and
-- what happened stays with the record it happened to. Undoing brings back what was carried.

-- Of whom a closed member is a part. Always the one who lives on, however many were taken in on the way.
alter table members add column merged_into uuid;
alter table members add constraint members_merged check (
  merged_into is null or (status = 'closed' and merged_into <> member_id)
);
create index members_merged on members (merged_into) where merged_into is not null;

-- How much of a counter was carried over from another record; part of `used`.
alter table counters add column carried bigint not null default 0;

create table merges (
  member_id uuid not null,                       -- who was taken in
  merge_id uuid not null,
  into_member_id uuid not null check (into_member_id <> member_id),
  state text not null check (state in ('merged', 'undoing', 'undone')),
  reason text not null,
  identities jsonb not null,                     -- ids, with the other, of the identities that moved
  filled jsonb not null,                         -- names of the fields that the other had empty
  coupons jsonb not null,                        -- codes that moved
  carried_version int not null,                  -- of the account of who was taken in, when it was carried over last; -1 never
  merged_by text not null,
  merged_at timestamptz not null,
  undone_by text,
  undone_at timestamptz,
  primary key (member_id, merge_id),
  check ((state = 'merged') = (undone_at is null))
);
comment on table merges is 'distributed by member_id';
create unique index merges_in_force on merges (member_id) where state <> 'undone';
create index merges_into on merges (into_member_id) where state <> 'undone';

-- What went over at one time. It leaves with this row, arrives with its second state, and leaves again and is back with the others.
create table merge_carries (
  member_id uuid not null,                       -- who was taken in
  carry_id uuid not null,
  merge_id uuid not null,
  into_member_id uuid not null,
  state text not null check (state in ('sent', 'arrived', 'returning', 'returned')),
  load jsonb not null,                           -- lots, debts, counters and counted orders as they left
  landed jsonb,                                  -- which lots they became, and how a debt was met
  back jsonb,                                    -- what of each lot comes back
  sent_at timestamptz not null,
  primary key (member_id, carry_id),
  check ((state = 'sent') = (landed is null)),
  check ((state in ('returning', 'returned')) = (back is not null))
);
comment on table merge_carries is 'distributed by member_id';
create index merge_carries_under_way on merge_carries (sent_at) where state in ('sent', 'returning');
