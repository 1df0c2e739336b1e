-- Orders of members with their lines and returns, and orders without a member.

create table order_numbers (
  number text primary key check (length(number) between 1 and 120),
  order_id uuid not null,
  member_id uuid                                 -- null for an order without a member
);
comment on table order_numbers is 'distributed by number';
alter table order_numbers set (autovacuum_analyze_scale_factor = 0.5);

create table orders (
  member_id uuid not null,
  order_id uuid not null,
  number text not null,
  status text not null check (status in ('open', 'confirmed', 'cancelled')),
  currency text not null,
  channel text not null,
  store text,
  placed_at timestamptz not null,
  recorded_at timestamptz not null,
  net_minor bigint not null check (net_minor >= 0),
  returned_minor bigint not null check (returned_minor between 0 and net_minor),
  lines jsonb not null check (jsonb_typeof(lines) = 'array'), -- as decided, with what was returned of each; `verify` (L9) adds them up
  fingerprint bytea not null,
  decision jsonb,                                -- version, tiers and rules that decided it; null until confirmed
  answer jsonb,
  primary key (member_id, order_id)
) with (fillfactor = 85);
comment on table orders is 'distributed by member_id';
alter table orders alter column lines set statistics 0, alter column fingerprint set statistics 0,
  alter column decision set statistics 0, alter column answer set statistics 0, set (autovacuum_analyze_scale_factor = 0.5);
create index orders_placed on orders using brin (placed_at);

create table returns (
  member_id uuid not null,
  return_id uuid not null,
  order_id uuid not null,
  key text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  reason text not null,
  lines jsonb not null,                          -- [{line, quantity, refundMinor}]
  refund_minor bigint not null check (refund_minor >= 0),
  fingerprint bytea not null,
  answer jsonb not null,
  primary key (member_id, return_id),
  unique (member_id, order_id, key),
  foreign key (member_id, order_id) references orders (member_id, order_id)
);
comment on table returns is 'distributed by member_id';

create table guest_orders (
  order_id uuid primary key,
  number text not null,
  currency text not null,
  channel text not null,
  store text,
  placed_at timestamptz not null,
  recorded_at timestamptz not null,
  net_minor bigint not null,
  lines jsonb not null check (jsonb_typeof(lines) = 'array'),
  fingerprint bytea not null
);
comment on table guest_orders is 'distributed by order_id';
