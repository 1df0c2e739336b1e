-- What the devices at the counters say of themselves, where they stood before, and two more things that may be said of a late order.

-- One row for each till: how it was when it was last there. Signed by it; figures only.
create table till_reports (
  till_id uuid primary key,
  reported_at timestamptz not null,                                   -- by the server's clock
  version text,                                                       -- of the page that is kept on the device; null when none is
  currency text not null,
  waiting int not null check (waiting >= 0),                          -- sales that wait on the device
  waiting_minor bigint not null check (waiting_minor >= 0),
  oldest_at timestamptz,                                              -- of the sales that wait, the first
  refused int not null check (refused >= 0),                          -- refused, and nobody at the till has seen to it
  alone_minor bigint not null check (alone_minor >= 0),               -- of its budget, used in the last 24 hours
  last_number bigint not null check (last_number >= 0),               -- never falls: a device that was restored from a copy goes on here
  last_sequence bigint not null check (last_sequence >= 0),           -- never falls
  behind_ms bigint not null                                           -- how far its clock is behind the server's
);
comment on table till_reports is 'distributed by till_id';

-- Where a till stood until it was moved: what it sold there and sends later is of that store.
create table till_moves (
  till_id uuid not null,
  until timestamptz not null,
  store text check (length(store) between 1 and 60),
  primary key (till_id, until)
);
comment on table till_moves is 'distributed by till_id';

alter table till_orders drop constraint till_orders_note_check;
alter table till_orders add constraint till_orders_note_check
  check (note in ('member-unknown', 'there-already', 'points-not-taken', 'clock-wrong'));
