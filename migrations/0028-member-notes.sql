-- What staff note about a member; that staff looked at his pages as he sees them; and coupons that he may take by himself.

-- Append only: the newest version of a note is what counts, and one without text takes it back. Sealed under the member's key, so
-- that forgetting him forgets every version.
create table member_notes (
  member_id uuid not null,
  note_id uuid not null,
  version int not null check (version > 0),
  sealed bytea,
  pinned boolean not null,
  store text check (length(store) between 1 and 64),   -- null: the whole company's
  by_kind text not null check (by_kind in ('staff', 'key', 'system')),
  by_id text not null check (length(by_id) between 1 and 64),
  at timestamptz not null,
  primary key (member_id, note_id, version),
  check (sealed is not null or (version > 1 and not pinned))
);
comment on table member_notes is 'distributed by member_id';

-- A member of staff sees the portal as the member does, for a short while, and can change nothing there. The member is told.
create table member_viewings (
  member_id uuid not null,
  viewing_id uuid not null,
  digest bytea not null check (length(digest) = 32),
  staff_id uuid not null,
  session_id uuid not null,                      -- of the console: when it ends, so does this
  reason text not null check (reason ~ '^[a-z][a-z0-9-]{0,63}$'),
  started_at timestamptz not null,
  lapses_at timestamptz not null,
  ended_at timestamptz,
  primary key (member_id, viewing_id),
  check (lapses_at > started_at)
);
comment on table member_viewings is 'distributed by member_id';

-- A batch with a number is offered in the portal; there each member may take so many of its coupons.
alter table coupon_batches
  add column takes_per_member int check (takes_per_member > 0),
  add constraint offered_can_be_taken check (takes_per_member is null or must_claim);
-- The first coupon that is left is found without looking at those that are gone.
create index coupons_unclaimed on coupons (batch_id, code) where status = 'unclaimed';

-- Which coupon was a member's first, second … of a batch: whoever asks twice at once gets one place once.
create table coupon_takes (
  member_id uuid not null,
  batch_id uuid not null,
  place int not null check (place > 0),
  code text not null,
  at timestamptz not null,
  primary key (member_id, batch_id, place)
);
comment on table coupon_takes is 'distributed by member_id';
