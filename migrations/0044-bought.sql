-- What each person bought, for conditions: kept by the insights process, written only where something changed.

create table insight_bought (
  member_id uuid primary key,
  products text[] not null,                                             -- skus
  categories text[],                                                    -- codes, with all above them; null where none is known
  made_at timestamptz not null
);
comment on table insight_bought is 'distributed by member_id';
create index insight_bought_products on insight_bought using gin (products);
create index insight_bought_categories on insight_bought using gin (categories);
