-- Lists that stay quick among a million members, whatever they are narrowed to, and counts that nobody has to count.

-- A member's tags in the order of the list: who has one that few have is found without looking at all others.
create table member_tags (
  member_id uuid not null references members (member_id),
  tag text not null,
  joined_at timestamptz not null,                -- the member's own
  primary key (member_id, tag)
);
comment on table member_tags is 'distributed by member_id';
insert into member_tags (member_id, tag, joined_at)
  select distinct member_id, unnest(tags), joined_at from members where tags <> '{}';
create index member_tags_newest on member_tags (tag, joined_at desc, member_id desc);

-- The same for tiers, whose members are rarely the newest ones. Written when a member first moves; who moves has joined.
alter table standings add column joined_at timestamptz; -- the member's own; null: an account that is nobody's
update standings s set joined_at = m.joined_at from members m where m.member_id = s.member_id;
drop index standings_by_tier;
create index standings_by_tier on standings (tier, joined_at desc, member_id desc);

-- What became of the codes of each batch: the sum of all rows, of which every change adds some; they are folded into few now and then.
create table coupon_counts (
  batch_id uuid not null,
  count_id uuid not null default gen_random_uuid(),
  state text not null check (state in ('unclaimed', 'active', 'used', 'void')),
  ends_at timestamptz,                           -- of the codes: only where it still matters, so not of used and void ones
  codes bigint not null check (codes <> 0),      -- more or fewer
  primary key (batch_id, count_id)
);
comment on table coupon_counts is 'distributed by batch_id';
insert into coupon_counts (batch_id, state, ends_at, codes)
  select batch_id, state, case when state in ('unclaimed', 'active') then ends_at end, count(*)
  from (
    select batch_id, ends_at, case when status = 'void' then 'void' when used >= most then 'used' else status end as state
    from coupons where batch_id is not null
  ) as now
  group by 1, 2, 3;

-- Guests' orders of a store or a channel that few use, as those of members have it.
create index guest_orders_of_store on guest_orders (store, placed_at desc, order_id desc) where store is not null;
create index guest_orders_of_channel on guest_orders (channel, placed_at desc, order_id desc);

-- Holds of a wallet of which little is ever set aside.
create index holds_of_wallet on holds (wallet, placed_at desc, hold_id desc);

-- Deliveries that wait or were given up, which are few, and those of a kind.
create index webhook_deliveries_unsent on webhook_deliveries (endpoint_id, state, message_id desc) where state <> 'sent';
create index webhook_deliveries_of_kind on webhook_deliveries (endpoint_id, kind, message_id desc);

-- When the newest order of each till came.
create index till_orders_received on till_orders (till_id, received_at desc);
