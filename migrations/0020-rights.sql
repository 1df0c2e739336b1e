-- Rights: roles of a company's own, the stores for which somebody may act, keys that change their secret, and the audit trail.

alter table staff drop constraint staff_role_check;
-- A built-in role by its name, or the id of a row of staff_roles.
alter table staff add constraint staff_role_check check (role ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
alter table staff add column stores text[] check (cardinality(stores) between 1 and 500);  -- null: all stores

create table staff_roles (
  role_id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  folded text not null generated always as (lower(name)) stored constraint staff_roles_name unique,
  rights text[] not null check (cardinality(rights) > 0),
  created_at timestamptz not null,
  changed_at timestamptz not null
);
comment on table staff_roles is 'reference';

alter table api_keys add column stores text[] check (cardinality(stores) between 1 and 500);  -- null: all stores
-- The secret before the last rotation, which opens as much as the new one until then.
alter table api_keys add column previous_hash bytea unique check (length(previous_hash) = 32);
alter table api_keys add column previous_until timestamptz;
alter table api_keys add constraint api_keys_previous check ((previous_hash is null) = (previous_until is null));

-- Who changed what, and who saw whom in clear. A row is written with what it tells of and never changed; sealing gives it its
-- place in the chain and the hash over its content and the hash before (src/audit).
create table audit (
  audit_id uuid primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('staff', 'key', 'member', 'operator', 'system')),
  actor_id text check (length(actor_id) <= 64),         -- null: the command line, or the system itself
  operation text not null check (length(operation) between 1 and 100),
  subject_kind text not null check (length(subject_kind) between 1 and 40),
  subject_id text check (length(subject_id) <= 300),
  members uuid[] not null,                               -- whom it concerns or shows, so that they can be told
  details jsonb not null check (jsonb_typeof(details) = 'object'),
  address text check (length(address) <= 64),            -- IPv4, or the /64 of IPv6
  request_id text check (length(request_id) <= 64),
  sequence bigint unique check (sequence > 0),
  hash bytea check (length(hash) = 32),
  check ((sequence is null) = (hash is null))
);
comment on table audit is 'reference';
create index audit_unsealed on audit (audit_id) where sequence is null;
create index audit_actor on audit (actor_id, audit_id);
create index audit_subject on audit (subject_kind, subject_id, audit_id);
create index audit_members on audit using gin (members);
create index audit_operation on audit (operation, audit_id);

-- Where the chain ends, so that rows cut off its end are missed.
create table audit_end (
  place int primary key check (place = 1),
  sequence bigint not null check (sequence >= 0),
  hash bytea not null check (length(hash) = 32)
);
comment on table audit_end is 'reference';
insert into audit_end (place, sequence, hash) values (1, 0, decode(repeat('00', 32), 'hex'));
