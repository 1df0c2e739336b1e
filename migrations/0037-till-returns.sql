-- Goods that came back at a till while the server was away: noted there, signed like its sales, decided when they come.

alter table till_orders add column returns text check (length(returns) between 1 and 120);  -- the order of which goods came back; null for a sale
alter table till_orders add column returned jsonb;                                          -- what the return did, as the till is told: figures only
alter table till_orders add constraint till_orders_returned_check
  check ((returned is not null) = (returns is not null and state = 'accepted'));
