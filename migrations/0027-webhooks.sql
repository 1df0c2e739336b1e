-- Webhooks: where facts are sent to, what became of each, and every attempt.

create table webhook_endpoints (
  endpoint_id uuid primary key,
  url text not null check (url ~ '^https?://' and length(url) <= 2000),
  description text not null check (length(description) between 1 and 200),
  kinds text[] check (cardinality(kinds) between 1 and 200),  -- null: every kind
  enabled boolean not null,
  off_why text check (off_why in ('by-hand', 'gone', 'failing')),
  off_since timestamptz,
  position bigint not null check (position >= 0),             -- facts up to it have become deliveries
  secret_id uuid not null,                                    -- names it in secrets
  previous_secret_id uuid,
  previous_until timestamptz,                                 -- until then both secrets sign
  made_at timestamptz not null,
  last_success_at timestamptz,
  failing_since timestamptz,                                  -- null after a success
  check (enabled = (off_why is null) and enabled = (off_since is null)),
  check ((previous_secret_id is null) = (previous_until is null))
);
comment on table webhook_endpoints is 'reference';

create table webhook_deliveries (
  endpoint_id uuid not null references webhook_endpoints on delete cascade,
  message_id uuid not null,                                   -- the fact's id; a test has its own
  kind text not null,
  member_id uuid,
  body text not null check (octet_length(body) <= 20000),     -- the bytes that are signed and sent
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts int not null check (attempts >= 0),
  tries int not null check (tries >= 0),                      -- attempts since it was last asked for
  due_at timestamptz not null,                                -- when it is tried next; while it is tried, when another may
  made_at timestamptz not null,
  status int,                                                 -- of the last attempt, as is what follows
  problem text check (problem ~ '^[a-z][a-z-]{0,39}$'),
  milliseconds int,
  tried_at timestamptz,
  primary key (endpoint_id, message_id)
);
comment on table webhook_deliveries is 'distributed by endpoint_id';
create index webhook_deliveries_due on webhook_deliveries (endpoint_id, due_at) where state = 'waiting';
create index webhook_deliveries_made on webhook_deliveries (made_at);

create table webhook_attempts (
  endpoint_id uuid not null,
  message_id uuid not null,
  number int not null check (number > 0),
  at timestamptz not null,
  milliseconds int not null check (milliseconds >= 0),
  status int,                                                 -- null: no answer came
  problem text check (problem ~ '^[a-z][a-z-]{0,39}$'),       -- null: it was taken
  answer text check (length(answer) <= 500),                  -- the beginning of what the receiver said
  primary key (endpoint_id, message_id, number),
  foreign key (endpoint_id, message_id) references webhook_deliveries on delete cascade
);
comment on table webhook_attempts is 'distributed by endpoint_id';
