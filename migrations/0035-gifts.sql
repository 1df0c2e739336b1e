-- What members were given at occasions: points or a coupon that a benefit of their tier gives by itself.

create table benefit_gifts (
  member_id uuid not null,
  benefit text not null check (benefit ~ '^[a-z][a-z0-9-]{0,39}$'),
  occasion text not null check (length(occasion) between 1 and 100),   -- the year, after the tier where one was reached
  gift_id uuid not null,
  at text not null check (at in ('birthday', 'joined', 'tier-reached')),
  tier text check (length(tier) between 1 and 90),                     -- ladder/tier that was reached
  counted_on date not null,                                            -- no other one within 365 days of it
  given_at timestamptz not null,
  version int not null,                                                -- of the programme that gave it
  wallet text,
  points bigint check (points > 0),
  offer text,
  coupon text,
  primary key (member_id, benefit, occasion),
  check ((at = 'tier-reached') = (tier is not null)),
  check ((wallet is null) = (points is null)),
  check ((offer is null) = (coupon is null)),
  check ((wallet is null) <> (offer is null))
);
comment on table benefit_gifts is 'distributed by member_id';

-- The walk over all members in which birthdays and anniversaries are looked for: one for each day of the programme.
create table gift_runs (
  day date primary key,
  after_member uuid,                             -- whom it has come to; whoever dies at it leaves the rest to the next
  looked_at bigint not null check (looked_at >= 0),
  given bigint not null check (given >= 0),
  refused bigint not null check (refused >= 0),
  started_at timestamptz not null,
  finished_at timestamptz
);
comment on table gift_runs is 'reference';
