-- Staff: who may sign in and with what, their sessions, API keys, and what slows guessing down.
-- The first four tables are better-auth's (user, account, session, verification) under this project's names.

create table staff (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  role text not null check (role ~ '^[a-z]+(-[a-z]+)*$'),
  locale text check (locale in ('en', 'zh-CN')),  -- null: what the browser asks for
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deactivated_at timestamptz                      -- no password and no session from then on
);
comment on table staff is 'reference';

-- One row for each way to prove who one is; the password is the one of provider 'credential', hashed with Argon2id.
create table staff_credentials (
  id uuid primary key,
  user_id uuid not null references staff (id),
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
comment on table staff_credentials is 'reference';
create index staff_credentials_user on staff_credentials (user_id);

-- The token alone opens nothing: the cookie carries it with a signature whose secret is not in the database.
create table staff_sessions (
  id uuid primary key,
  user_id uuid not null references staff (id),
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table staff_sessions is 'reference';
create index staff_sessions_user on staff_sessions (user_id);

create table staff_verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table staff_verifications is 'reference';
create index staff_verifications_identifier on staff_verifications (identifier);

-- One row for ever: taking it (owner_id from null) is what makes the first owner, so it happens once.
create table staff_setup (
  place int primary key check (place = 1),
  code_hash bytea check (length(code_hash) = 32),
  owner_id uuid,
  check (owner_id is null or code_hash is null)
);
comment on table staff_setup is 'reference';
insert into staff_setup (place) values (1);

-- A one-time link with which a staff member sets a password; a new one replaces the old.
create table staff_invitations (
  staff_id uuid primary key references staff (id),
  code_hash bytea not null unique check (length(code_hash) = 32),
  expires_at timestamptz not null
);
comment on table staff_invitations is 'reference';

-- Failures in a row of an account, a device or an address, under a keyed digest of it.
create table staff_attempts (
  key bytea primary key check (length(key) = 32),
  failures int not null check (failures >= 0),
  open_at timestamptz not null,    -- no attempt is looked at before
  forget_at timestamptz not null   -- the row means nothing any more after
);
comment on table staff_attempts is 'reference';

create table api_keys (
  key_id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  hash bytea not null unique check (length(hash) = 32),
  prefix text not null,            -- the start of the key, by which a person knows it again
  rights text[] not null check (cardinality(rights) > 0),
  made_by uuid,                    -- a staff member or another key; null: the command line
  made_at timestamptz not null,
  expires_at timestamptz check (expires_at > made_at),
  last_used_at timestamptz,
  revoked_at timestamptz
);
comment on table api_keys is 'reference';
create unique index api_keys_name on api_keys (name) where revoked_at is null;
