-- What tiers rest on besides wallets: when a standing is reviewed next, what orders count, and placements by hand.

alter table standings
  add column review_at timestamptz,              -- when it must be looked at again though nothing happens; null never
  add column remembered jsonb;                   -- why, by merit, placed by hand, falling: see accounts/account.ts

-- One row per order while some ladder of the programme counts orders (docs/decisions/0018-standing.md).
create table counted_orders (
  member_id uuid not null references accounts (member_id),
  order_id uuid not null,
  at timestamptz not null,                       -- when it was placed
  currency text not null,
  changes jsonb not null check (jsonb_typeof(changes) = 'array'), -- what its confirmation and each return changed, with their instants
  primary key (member_id, order_id)
) with (fillfactor = 90);
comment on table counted_orders is 'distributed by member_id';
alter table counted_orders alter column changes set statistics 0;

-- Members put on a tier by hand; never changed: a placement ends with its day or by another one.
create table placements (
  member_id uuid not null references accounts (member_id),
  placement_id uuid not null,
  ladder text not null,
  tier text,                                     -- null: the placement before it is ended
  at timestamptz not null,
  recorded_at timestamptz not null,
  until timestamptz check (until > at),
  locked boolean not null,
  reason text not null check (length(reason) between 1 and 200),
  by text not null,
  primary key (member_id, placement_id)
);
comment on table placements is 'distributed by member_id';
