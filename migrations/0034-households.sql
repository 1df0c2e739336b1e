-- Members who live together: one of them is the head, and everybody is in one household at most.

-- The head stands here, so that there is exactly one. Who changes a household locks this row first, after the rows of the members whom he names.
create table households (
  household_id uuid primary key,
  head_id uuid not null,
  size int not null check (size between 2 and 12),
  founded_at timestamptz not null
);
comment on table households is 'distributed by household_id';

create table household_members (
  member_id uuid primary key,
  household_id uuid not null,
  role text not null check (role in ('adult', 'child')),   -- the head is one of the adults
  since timestamptz not null
);
comment on table household_members is 'distributed by member_id';
create index household_members_by_household on household_members (household_id);
