-- Points that pay at a till while the server is away: as far as its budget goes.

-- Worth of the points that it may take in a day while it is alone, in minor units; what is beyond, the server does not take.
alter table tills add column alone_minor bigint not null default 0 check (alone_minor >= 0);

-- What points were to pay of an order.
alter table till_orders add column points_minor bigint not null default 0 check (points_minor >= 0);
alter table till_orders drop constraint till_orders_note_check;
alter table till_orders add constraint till_orders_note_check
  check (note in ('member-unknown', 'there-already', 'points-not-taken'));
create index till_orders_points on till_orders (till_id, placed_at) where points_minor > 0;
