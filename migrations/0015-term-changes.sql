-- What becomes of points that members have when a version changes when the points of a wallet expire.

alter table programme_versions add column lots text not null default 'keep' check (lots in ('keep', 'move', 'better'));

-- The work that follows from a version that does not leave them as they are: once for each wallet.
create table term_changes (
  version int not null references programme_versions,
  wallet text not null,
  started_at timestamptz not null,
  members int not null check (members >= 0),     -- looked at so far
  reached uuid,                                  -- the last of them, by id; from here it goes on
  finished_at timestamptz,
  primary key (version, wallet)
);
comment on table term_changes is 'reference';
