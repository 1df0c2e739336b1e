-- Second factors, passkeys, single sign-on, and what the owner demands of sign-in.

alter table staff_sessions
  add column way text not null default 'password' check (way in ('password', 'passkey', 'sso')),
  add column proved_at timestamptz;  -- when its holder last proved to be there; null: when it began

-- Links to an identity provider are rows of staff_credentials under provider 'sso'; one person has one.
create unique index staff_credentials_sso on staff_credentials (user_id, provider_id) where provider_id = 'sso';

-- The shared secret of an authenticator app. One that is not confirmed yet is being set up and opens nothing.
create table staff_totp (
  staff_id uuid not null references staff (id),
  confirmed boolean not null,
  sealed bytea not null,                        -- under the master key of this version
  key_version int not null,
  last_step bigint not null default 0,          -- codes of this half minute and earlier ones were used
  made_at timestamptz not null,
  primary key (staff_id, confirmed)
);
comment on table staff_totp is 'reference';

create table staff_recovery_codes (
  staff_id uuid not null references staff (id),
  hash bytea not null check (length(hash) = 32),
  primary key (staff_id, hash)                  -- a used code has no row any more
);
comment on table staff_recovery_codes is 'reference';

create table staff_passkeys (
  passkey_id uuid primary key,
  staff_id uuid not null references staff (id),
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  name text not null check (length(name) between 1 and 100),
  made_at timestamptz not null,
  last_used_at timestamptz
);
comment on table staff_passkeys is 'reference';
create index staff_passkeys_staff on staff_passkeys (staff_id);

-- Tokens that work once and were used; a token that is not here and not too old is still good.
create table staff_spent (
  hash bytea primary key check (length(hash) = 32),
  forget_at timestamptz not null
);
comment on table staff_spent is 'reference';

-- One row for ever.
create table staff_sign_in (
  place int primary key check (place = 1),
  second_factor_roles text[] not null default '{}'
);
comment on table staff_sign_in is 'reference';
insert into staff_sign_in (place) values (1);

-- Was better-auth's; nothing writes there any more.
drop table staff_verifications;
