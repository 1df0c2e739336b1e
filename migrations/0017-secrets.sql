-- Keys of the whole installation that stay the same when the master keys rotate: random, sealed under the newest master key.
create table secrets (
  name text primary key check (name ~ '^[a-z][a-z0-9-]{0,39}$'),
  master_version int not null check (master_version > 0),
  sealed bytea not null check (length(sealed) = 60)
);
comment on table secrets is 'reference';
