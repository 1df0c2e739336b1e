-- Who the members are. Personal fields are sealed under a key of their own (docs/decisions/0010-personal-fields.md).

create table members (
  member_id uuid primary key,
  number text not null check (number ~ '^[1-9][0-9]{11}$'),
  status text not null check (status in ('prospect', 'active', 'suspended', 'closed')),
  -- What a suspended or closed member was before, and why: a code, never a sentence about a person.
  status_before text check (status_before in ('prospect', 'active', 'suspended')),
  status_reason text check (status_reason ~ '^[a-z][a-z0-9-]{0,63}$'),
  status_at timestamptz not null,
  revision int not null check (revision > 0),
  joined_at timestamptz not null,                -- a prospect: when first known; a member: when he became one
  channel text check (length(channel) between 1 and 64),
  store text check (length(store) between 1 and 64),
  locale text check (length(locale) between 2 and 35),
  time_zone text check (length(time_zone) between 1 and 64),
  tags text[] not null check (cardinality(tags) <= 50),
  attributes jsonb not null check (jsonb_typeof(attributes) = 'object'),
  name bytea,
  given_name bytea,
  family_name bytea,
  birthday bytea,
  gender bytea,
  address bytea,
  tokens int4[] not null,                        -- keyed hashes of name parts and of the last four digits of phones
  index_version int not null check (index_version > 0),
  recorded_at timestamptz not null,
  changed_at timestamptz not null,
  check ((status in ('suspended', 'closed')) = (status_before is not null))
);
comment on table members is 'distributed by member_id';
create index members_newest on members (joined_at desc, member_id desc);
create index members_newest_by_status on members (status, joined_at desc, member_id desc);
create index members_tokens on members using gin (tokens);
create index members_tags on members using gin (tags);

-- The member's data key, wrapped by a master key. Deleting the row makes every sealed field of the member unreadable for ever.
create table member_keys (
  member_id uuid primary key references members (member_id),
  master_version int not null check (master_version > 0),
  wrapped bytea not null check (length(wrapped) = 60)
);
comment on table member_keys is 'distributed by member_id';

-- The keys by which a member is found, apart from the member number, which is in `members`. The value is sealed; the claim that
-- makes it unique is in `identities`.
create table member_identities (
  member_id uuid not null references members (member_id),
  identity_id uuid not null,
  kind text not null
    check (kind in ('phone', 'email', 'card', 'wechat-openid', 'wechat-unionid', 'external')),
  source text not null check (length(source) <= 64),
  sealed bytea not null,
  place int not null check (place > 0),          -- the first of a kind is the one that is shown and written to
  index_version int not null check (index_version > 0),
  added_at timestamptz not null,
  primary key (member_id, identity_id)
);
comment on table member_identities is 'distributed by member_id';

-- One row per identity (member numbers too) and live index key: claimed before the member's rows are written, so one identity finds one member.
create table identities (
  fingerprint bytea primary key check (length(fingerprint) = 32),
  member_id uuid not null,
  index_version int not null check (index_version > 0)
);
comment on table identities is 'distributed by fingerprint';

create table attribute_definitions (
  code text primary key check (code ~ '^[a-z][a-z0-9_-]{0,62}$'),
  type text not null check (type in ('text', 'number', 'boolean', 'date', 'choice')),
  words jsonb not null check (jsonb_typeof(words) = 'object'),
  choices jsonb not null check (jsonb_typeof(choices) = 'array'),
  active boolean not null,
  changed_at timestamptz not null,
  check ((type = 'choice') = (jsonb_array_length(choices) > 0))
);
comment on table attribute_definitions is 'reference';

-- The systems and apps whose ids are in use, so that an id typed into the search box is looked for in each of them.
create table identity_sources (
  kind text not null,
  source text not null check (length(source) between 1 and 64),
  primary key (kind, source)
);
comment on table identity_sources is 'reference';
