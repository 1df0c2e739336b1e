-- Files of orders: read into lines, gathered into orders, applied in order of time. Every line ends in exactly one class.

create table imports (
  import_id uuid primary key,
  name text not null check (length(name) between 1 and 255),
  file_hash bytea not null check (length(file_hash) = 32),
  mapping jsonb check (jsonb_typeof(mapping) = 'object'),  -- null until somebody says how to understand the file
  state text not null check (state in ('waiting', 'running', 'cancelled', 'failed', 'done')),
  phase text not null check (phase in ('reading', 'members', 'orders', 'closing', 'done')),
  done bigint not null check (done >= 0),         -- of the phase: lines, members or orders
  total bigint check (total >= 0),                -- null while nobody knows
  problem jsonb,                                  -- why it failed: the refusal's code and facts
  secret bytea check (length(secret) = 32),       -- keys the digests of customers; deleted at the end
  milliseconds bigint not null check (milliseconds >= 0),  -- spent so far, over all runs
  summary jsonb,
  started_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  check ((state = 'done') = (summary is not null)),
  check ((state = 'done') = (secret is null)),
  check ((state = 'done') = (finished_at is not null)),
  check (state = 'waiting' or mapping is not null)
);
comment on table imports is 'distributed by import_id';
create index imports_newest on imports (created_at desc, import_id desc);

-- The same file under the same mapping is the same import: claimed when it starts, by a hash of both.
create table import_files (
  fingerprint bytea primary key check (length(fingerprint) = 32),
  import_id uuid not null
);
comment on table import_files is 'distributed by fingerprint';

create table import_lines (
  import_id uuid not null,
  line_no int not null check (line_no > 0),      -- in the file, counted from 1 with the heading
  number text not null,
  kind text not null check (kind in ('goods', 'fee', 'return', 'adjustment')),
  reason text,                                   -- of an adjustment
  customer text,                                 -- a keyed digest of the identities in the line
  sku text not null,
  name text,
  quantity bigint not null,
  amount_minor bigint not null,                  -- as in the file: below zero for what was given back
  discount_minor bigint not null check (discount_minor >= 0),
  at timestamptz not null,
  currency text not null,
  channel text not null,
  store text,
  primary key (import_id, line_no),
  check ((kind = 'adjustment') = (reason is not null))
);
comment on table import_lines is 'distributed by import_id';
create index import_lines_of_order on import_lines (import_id, number);

create table import_customers (
  import_id uuid not null,
  customer text not null,
  identities jsonb,                              -- in clear only until the member is known
  first_at timestamptz not null,
  first_order_at timestamptz,
  member_id uuid,
  problem jsonb,                                 -- why the customer could not become a member
  primary key (import_id, customer)
);
comment on table import_customers is 'distributed by import_id';
create index import_customers_unknown on import_customers (import_id, customer) where identities is not null;

-- What is sold and what is given back under one number, in the order in which it is applied.
create table import_orders (
  import_id uuid not null,
  position int not null check (position > 0),
  number text not null,
  side text not null check (side in ('sale', 'return')),
  placed_at timestamptz not null,
  customer text,
  lines int not null check (lines > 0),
  primary key (import_id, position)
);
comment on table import_orders is 'distributed by import_id';

-- Which purchase a returned line gives back; planned and kept before it is done, so that a repetition does the same.
create table import_matches (
  import_id uuid not null,
  line_no int not null,
  number text not null,                          -- of the purchase
  line int not null check (line > 0),
  quantity bigint not null check (quantity > 0),
  primary key (import_id, line_no, number, line)
);
comment on table import_matches is 'distributed by import_id';

create table import_rejections (
  import_id uuid not null,
  line_no int not null check (line_no > 0),
  reason text not null,
  facts jsonb not null,
  words jsonb not null,                          -- the sentence in every language; {name} stands for a fact
  amount_minor bigint not null,                  -- 0 when it cannot be read
  primary key (import_id, line_no)
);
comment on table import_rejections is 'distributed by import_id';

-- Lines that are in no order: fees outside a sale, adjustments, returns without a purchase. They have no effect on points.
create table import_remainders (
  import_id uuid not null,
  line_no int not null check (line_no > 0),
  class text not null check (class in ('adjustment', 'return')),
  reason text not null,
  member_id uuid,
  number text not null,
  sku text not null,
  name text,
  quantity bigint not null,                      -- of a return: what found no purchase
  amount_minor bigint not null,
  currency text not null,
  at timestamptz not null,
  primary key (import_id, line_no)
);
comment on table import_remainders is 'distributed by import_id';
