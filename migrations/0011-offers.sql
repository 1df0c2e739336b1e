-- Offers are part of the programme; here is what is used of them, and the coupons that let them apply.

-- What everybody together has used of a limit: raised under the condition that it stays within, by whichever lane comes first.
create table offer_uses (
  counter text primary key,                      -- the offer, what is counted, its period and store
  used bigint not null check (used >= 0),
  most bigint not null check (most > 0)          -- the limit as the newest use knew it
) with (fillfactor = 70);
comment on table offer_uses is 'distributed by counter';

create table coupon_batches (
  batch_id uuid primary key,
  offer text not null,
  name text not null,
  kind text not null check (kind in ('generic', 'unique', 'imported')),
  codes bigint not null check (codes >= 0),
  starts_at timestamptz,
  ends_at timestamptz,
  valid_days int check (valid_days > 0),         -- from the claim on
  most bigint check (most > 0),                  -- orders by code
  most_per_member bigint check (most_per_member > 0),
  must_claim boolean not null,                   -- of no use until a member has claimed it
  giftable boolean not null,                     -- its owner may give it to another member
  created_at timestamptz not null,
  created_by text not null,
  check (ends_at is null or starts_at is null or ends_at > starts_at)
);
comment on table coupon_batches is 'reference';

create table coupons (
  code text primary key check (length(code) between 1 and 60),
  batch_id uuid,                                 -- null when it was issued to a member alone
  offer text not null,
  member_id uuid,                                -- whose it is
  status text not null check (status in ('unclaimed', 'active', 'void')),
  starts_at timestamptz,
  ends_at timestamptz,
  most bigint check (most > 0),
  most_per_member bigint check (most_per_member > 0),
  used bigint not null check (used >= 0),
  valid_days int check (valid_days > 0),         -- from the claim on
  giftable boolean not null,
  claimed_at timestamptz
) with (fillfactor = 90);
comment on table coupons is 'distributed by code';
create index coupons_of_member on coupons (member_id) where member_id is not null;
-- The codes of a batch are written together, so ranges of pages find them.
create index coupons_of_batch on coupons using brin (batch_id) with (pages_per_range = 16);

-- What an open order keeps for itself, and until when.
alter table orders add column reserved jsonb, add column reserved_until timestamptz,
  add constraint reserved_while_open check (reserved is null or status = 'open'),
  add constraint reserved_until_known check ((reserved is null) = (reserved_until is null));
alter table orders alter column reserved set statistics 0;
create index orders_reserved on orders (reserved_until) where reserved_until is not null;

-- A guest's order has no member to earn for; offers reduce it all the same.
alter table guest_orders add column decision jsonb;
alter table guest_orders alter column decision set statistics 0;

-- How far a reader of the facts has come. What it does about a fact has a key of its own, so a fact that is read twice is done once.
create table fact_readers (
  reader text primary key,
  position bigint not null check (position >= 0)
);
comment on table fact_readers is 'distributed by reader';
