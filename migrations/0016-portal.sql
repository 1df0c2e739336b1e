-- What is sent to members, how they show that they are there, and their sessions.

-- Receiver and text are sealed and go a day after the message has lapsed.
create table messages (
  member_id uuid not null,                       -- nobody's where the receiver is no member yet
  message_id uuid not null,
  channel text not null check (channel in ('sms', 'email')),
  purpose text not null check (purpose ~ '^[a-z][a-z0-9-]{0,63}$'),
  sealed bytea,
  key_version int not null check (key_version > 0),
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts int not null check (attempts >= 0),
  due_at timestamptz not null,                   -- when it is tried next
  made_at timestamptz not null,
  lapses_at timestamptz not null,
  sent_at timestamptz,
  gateway text check (length(gateway) between 1 and 64),
  problem text check (length(problem) between 1 and 200),
  primary key (member_id, message_id),
  check ((state = 'sent') = (sent_at is not null)),
  check (lapses_at > made_at)
);
comment on table messages is 'distributed by member_id';
create index messages_due on messages (due_at) where state = 'waiting';
create index messages_newest on messages (message_id desc);
create index messages_kept on messages (lapses_at) where sealed is not null;

-- One-time codes by the keyed digest of what they were sent to; the code itself is a keyed digest, too.
create table one_time_codes (
  fingerprint bytea not null check (length(fingerprint) = 32),
  code_id uuid not null,
  purpose text not null check (purpose in ('sign-in', 'presence', 'identity', 'erasure')),
  digest bytea not null check (length(digest) = 32),
  asked_from bytea not null check (length(asked_from) = 32),
  made_at timestamptz not null,
  lapses_at timestamptz not null,
  tries int not null check (tries >= 0),
  used_at timestamptz,
  primary key (fingerprint, code_id)
);
comment on table one_time_codes is 'distributed by fingerprint';
create index one_time_codes_from on one_time_codes (asked_from, made_at);
create index one_time_codes_kept on one_time_codes (made_at);

-- The rotating code of a device: its handle says whose secret made it.
create table rotating_cards (
  handle text primary key check (handle ~ '^[0-9]{9}$'),
  member_id uuid not null,
  card_id uuid not null,
  sealed bytea not null,
  last_step bigint not null check (last_step >= 0),  -- a code of this step or an earlier one is not taken again
  misses int not null check (misses >= 0),
  made_at timestamptz not null
);
comment on table rotating_cards is 'distributed by handle';

-- That a member was there: by his rotating code or a code that was sent to him. Good for one order or one redemption.
create table presences (
  member_id uuid not null,
  presence_id uuid not null,
  means text not null check (means in ('card', 'phone', 'email')),
  fingerprint bytea check (length(fingerprint) = 32),
  shown_to text not null check (length(shown_to) between 1 and 64),
  made_at timestamptz not null,
  confirmed_at timestamptz,
  lapses_at timestamptz not null,
  used_for text check (length(used_for) between 1 and 200),
  primary key (member_id, presence_id)
);
comment on table presences is 'distributed by member_id';
create index presences_by_id on presences (presence_id);
create index presences_kept on presences (lapses_at);

create table member_sessions (
  member_id uuid not null,
  session_id uuid not null,
  digest bytea not null check (length(digest) = 32),
  device text not null check (length(device) between 1 and 200),
  handle text check (handle ~ '^[0-9]{9}$'),
  made_at timestamptz not null,
  seen_at timestamptz not null,
  lapses_at timestamptz not null,
  primary key (member_id, session_id)
);
comment on table member_sessions is 'distributed by member_id';

-- Of what a member asked about others, only how often it was wrong: receipts and receivers are not to be found by trying.
create table member_misses (
  member_id uuid primary key,
  misses int not null check (misses > 0),
  since timestamptz not null
);
comment on table member_misses is 'distributed by member_id';

-- What members agree to, in the words that they are shown. A version never changes; a new one is agreed to anew.
create table consent_texts (
  code text not null check (code ~ '^[a-z][a-z0-9-]{0,62}$'),
  version int not null check (version > 0),
  kind text not null check (kind in ('terms', 'privacy', 'marketing', 'profiling')),
  channel text check (channel in ('sms', 'email', 'wechat', 'push', 'post', 'phone')),
  required boolean not null,
  words jsonb not null check (jsonb_typeof(words) = 'object'),
  published_at timestamptz not null,
  retired_at timestamptz,
  primary key (code, version),
  check ((channel is not null) = (kind = 'marketing'))
);
comment on table consent_texts is 'reference';

-- Append only: the newest row of a code is what counts.
create table consents (
  member_id uuid not null,
  consent_id uuid not null,
  code text not null,
  version int not null,
  given boolean not null,
  at timestamptz not null,
  by_kind text not null check (by_kind in ('staff', 'key', 'member', 'import', 'system')),
  by_id text not null check (length(by_id) between 1 and 64),
  source text not null check (source ~ '^[a-z][a-z0-9-]{0,62}$'),
  primary key (member_id, consent_id),
  foreign key (code, version) references consent_texts (code, version)
);
comment on table consents is 'distributed by member_id';
create index consents_newest on consents (member_id, code, consent_id desc);

-- How much a member wants to hear.
create table contact_budgets (
  member_id uuid primary key,
  per_week int not null check (per_week between 0 and 50),
  quiet_from int check (quiet_from between 0 and 1439),   -- minutes after the programme's midnight
  quiet_to int check (quiet_to between 0 and 1439),
  changed_at timestamptz not null,
  check ((quiet_from is null) = (quiet_to is null))
);
comment on table contact_budgets is 'distributed by member_id';
