-- Orders of all members as one list, newest first, found by how their number begins.

create index orders_newest on orders (placed_at desc, order_id desc);
create index guest_orders_newest on guest_orders (placed_at desc, order_id desc);
-- Few orders are open or cancelled, and whoever looks for them would read all the others before.
create index orders_unusual on orders (placed_at desc, order_id desc) where status <> 'confirmed';
-- Compared sign by sign, whatever language the database sorts in, so that its one index also finds what begins alike.
alter table order_numbers alter column number type text collate "C";
