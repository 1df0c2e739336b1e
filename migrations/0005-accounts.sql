-- A member's account: wallets, lots, entries, holds, standings and counters. Changed by the desk alone, one writer per lane.
-- The books hold ids only; whatever identifies a person is kept in the members' tables.
-- Lots and entries have no foreign key to their wallet: it is a trigger per row on the hottest path, the desk writes all three
-- together, and `verify` (L2, L3) finds what belongs to no wallet.

create table accounts (
  member_id uuid primary key,
  version int not null check (version >= 0),     -- bumped by every batch that changes the account
  frontier timestamptz not null,                 -- the latest instant that anything was decided at
  due_at timestamptz                             -- when its next lot or hold falls due; null when nothing will
) with (fillfactor = 70);
comment on table accounts is 'distributed by member_id';
create index accounts_due on accounts (due_at) where due_at is not null;

create table wallets (
  member_id uuid not null references accounts (member_id),
  wallet text not null,
  balance bigint not null check (balance >= 0),  -- the floor of every wallet; what exceeds it is owed
  held bigint not null check (held >= 0),
  owed bigint not null check (owed >= 0),
  sequence int not null check (sequence >= 0),   -- of the newest entry
  hash bytea not null check (length(hash) = 32), -- of the newest entry
  primary key (member_id, wallet),
  check (held <= balance)
) with (fillfactor = 70);
comment on table wallets is 'distributed by member_id';

create table lots (
  member_id uuid not null,
  lot_id uuid not null,
  wallet text not null,
  amount bigint not null check (amount > 0),
  remaining bigint not null check (remaining >= 0),
  held bigint not null check (held >= 0),
  expired bigint not null check (expired >= 0),
  earned_at timestamptz not null,
  available_at timestamptz not null,
  expires_at timestamptz,
  released boolean not null,                     -- its becoming available was announced
  order_id uuid,
  version int not null,                          -- of the programme whose terms it keeps
  primary key (member_id, lot_id),
  check (held <= remaining),
  check (remaining + expired <= amount),
  check (available_at >= earned_at),
  check (expires_at is null or expires_at > earned_at)
) with (fillfactor = 80);
comment on table lots is 'distributed by member_id';
alter table lots set (autovacuum_analyze_scale_factor = 0.5);

create table entries (
  member_id uuid not null,
  wallet text not null,
  sequence int not null check (sequence > 0),
  entry_id uuid not null,
  operation_id uuid not null,
  kind text not null,
  direction text not null check (direction in ('in', 'out')),
  amount bigint not null check (amount > 0),
  counter text not null,                         -- the programme-side account at the other end
  balance bigint not null check (balance >= 0),  -- of the wallet, afterwards
  at timestamptz not null,                       -- when it is true from
  recorded_at timestamptz not null,
  order_id uuid,
  lots jsonb not null,                           -- [[lot id, amount], …]: the amounts sum to the entry's
  trace jsonb not null,                          -- which rule of which version, how much and why
  hash bytea not null check (length(hash) = 32),
  primary key (member_id, wallet, sequence)
);
comment on table entries is 'distributed by member_id';
-- Nobody selects by what a document holds: sampling it costs more than all other columns together.
alter table entries alter column lots set statistics 0, alter column trace set statistics 0, alter column hash set statistics 0,
  set (autovacuum_analyze_scale_factor = 0.5);

create table holds (
  member_id uuid not null,
  hold_id uuid not null,
  wallet text not null,
  amount bigint not null check (amount > 0),
  captured bigint not null check (captured >= 0 and captured <= amount),
  status text not null check (status in ('held', 'captured', 'released', 'lapsed')),
  placed_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > placed_at),
  closed_at timestamptz,
  lots jsonb not null,                           -- [[lot id, amount], …] set aside
  reason text not null,
  primary key (member_id, hold_id),
  foreign key (member_id, wallet) references wallets (member_id, wallet),
  check ((status = 'held') = (closed_at is null))
);
comment on table holds is 'distributed by member_id';
create index holds_open on holds (member_id) where status = 'held';

create table hold_keys (
  hold_id uuid primary key,
  member_id uuid not null
);
comment on table hold_keys is 'distributed by hold_id';

create table standings (
  member_id uuid not null references accounts (member_id),
  ladder text not null,
  tier text not null,
  since timestamptz not null,
  primary key (member_id, ladder)
);
comment on table standings is 'distributed by member_id';
create index standings_by_tier on standings (ladder, tier);

create table counters (
  member_id uuid not null references accounts (member_id),
  counter text not null,                         -- what is counted, and the period it is counted in
  used bigint not null check (used >= 0),
  primary key (member_id, counter)
) with (fillfactor = 80);
comment on table counters is 'distributed by member_id';
