-- Holds of all members as one list, newest first; nearly always those that are open are asked for.

create index holds_newest on holds (placed_at desc, hold_id desc);
create index holds_open_newest on holds (placed_at desc, hold_id desc) where status = 'held';
