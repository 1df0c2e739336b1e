-- Tills that sell while the server is away: whose signature is believed, and what became of each order that came late.

create table tills (
  till_id uuid primary key,
  place int not null unique check (place > 0),   -- T7 in T7-000123: the start of every order number that the till makes
  name text not null check (length(name) between 1 and 100),
  store text check (length(store) between 1 and 60),
  channel text not null check (length(channel) between 1 and 60),
  public_key bytea not null unique,              -- SubjectPublicKeyInfo of a P-256 key; the private one never leaves the device
  registered_by text not null,
  registered_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz,                        -- nothing that comes later is believed, whenever it was signed
  check ((revoked_by is null) = (revoked_at is null))
);
comment on table tills is 'reference';

-- One row for each order that a till queued. The sequence is the till's own; a repetition finds its answer here.
create table till_orders (
  till_id uuid not null,
  sequence bigint not null check (sequence > 0),
  digest bytea not null check (length(digest) = 32),   -- of the signed text: the same sequence with other content is refused
  number text not null,
  sold_by text not null,                               -- the member of staff, as the till says
  currency text not null,
  total_minor bigint not null check (total_minor >= 0),
  placed_at timestamptz not null,
  received_at timestamptz not null,
  state text not null check (state in ('received', 'accepted', 'refused')),
  order_id uuid,
  member_id uuid,
  note text check (note in ('member-unknown', 'there-already')),
  refused jsonb,                                       -- {code, status, facts, words}
  primary key (till_id, sequence),
  check ((state = 'accepted') = (order_id is not null)),
  check ((state = 'refused') = (refused is not null))
);
comment on table till_orders is 'distributed by till_id';
