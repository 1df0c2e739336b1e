-- Orders of members with their lines and returns, and orders without a member.

create table order_numbers (
  number text primary key check (length(number) between 1 and 120),
  order_id uuid not null,
  member_id uuid                                 -- null for an order without a member
);
comment on table order_numbers is 'distributed by number';

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
  fingerprint bytea not null,
  decision jsonb,                                -- version, tiers and rules that decided it; null until confirmed
  answer jsonb,
  primary key (member_id, order_id)
) with (fillfactor = 85);
comment on table orders is 'distributed by member_id';
create index orders_placed on orders using brin (placed_at);
create index orders_by_placed on orders (member_id, placed_at desc, order_id desc);

create table order_lines (
  member_id uuid not null,
  order_id uuid not null,
  line int not null check (line > 0),
  sku text not null,
  name text,
  category text,                                 -- path from the root, codes joined by /
  brand text,
  quantity bigint not null check (quantity > 0),
  gross_minor bigint not null check (gross_minor >= 0),
  discount_minor bigint not null check (discount_minor between 0 and gross_minor),
  net_minor bigint not null check (net_minor = gross_minor - discount_minor),
  fee boolean not null,
  returned_quantity bigint not null check (returned_quantity between 0 and quantity),
  returned_minor bigint not null check (returned_minor between 0 and net_minor),
  primary key (member_id, order_id, line)        -- no foreign key: see 0005; L9 finds lines of no order
) with (fillfactor = 90);
comment on table order_lines is 'distributed by member_id';

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
  fingerprint bytea not null
);
comment on table guest_orders is 'distributed by order_id';

create table guest_order_lines (
  order_id uuid not null references guest_orders (order_id),
  line int not null check (line > 0),
  sku text not null,
  name text,
  category text,                                 -- path from the root, codes joined by /
  brand text,
  quantity bigint not null check (quantity > 0),
  gross_minor bigint not null check (gross_minor >= 0),
  discount_minor bigint not null check (discount_minor between 0 and gross_minor),
  net_minor bigint not null check (net_minor = gross_minor - discount_minor),
  fee boolean not null,
  primary key (order_id, line)
);
comment on table guest_order_lines is 'distributed by order_id';
