-- Lists that stay quick when what is asked for is rare among millions.

-- A store's orders, newest first: staff of one store see no others. And those of a channel that few use.
create index orders_of_store on orders (store, placed_at desc, order_id desc) where store is not null;

create index orders_of_channel on orders (channel, placed_at desc, order_id desc);

-- The trail of a stretch of time, newest first.
create index audit_at on audit (at desc, audit_id desc);

-- Few requests wait, and few orders of tills are not accepted; whoever looks for them would read all the others before.
create index approvals_waiting on approvals (approval_id desc) where state = 'waiting';
create index till_orders_unusual on till_orders (till_id, sequence desc) where state <> 'accepted';

-- Compared sign by sign, whatever language the database sorts in, so that its one index gives a batch's codes in order, too.
alter table coupons alter column code type text collate "C";
