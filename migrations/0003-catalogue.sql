-- What is sold, where and through which channel. Every table is small enough to be whole on every node.

create table categories (
  code text primary key check (length(code) between 1 and 64),
  parent text references categories (code) check (parent <> code),
  path text[] not null check (path[cardinality(path)] = code and cardinality(path) <= 20),  -- from the root to the category itself
  name text not null check (length(name) between 1 and 200),
  translations jsonb not null check (jsonb_typeof(translations) = 'object'),
  active boolean not null,
  changed_at timestamptz not null,
  check ((parent is null) = (cardinality(path) = 1))
);
comment on table categories is 'reference';
create index categories_path on categories using gin (path);

create table brands (
  code text primary key check (length(code) between 1 and 64),
  name text not null check (length(name) between 1 and 200),
  translations jsonb not null check (jsonb_typeof(translations) = 'object'),
  active boolean not null,
  changed_at timestamptz not null
);
comment on table brands is 'reference';

create table channels (
  code text primary key check (length(code) between 1 and 64),
  name text not null check (length(name) between 1 and 200),
  translations jsonb not null check (jsonb_typeof(translations) = 'object'),
  active boolean not null,
  changed_at timestamptz not null
);
comment on table channels is 'reference';

create table stores (
  code text primary key check (length(code) between 1 and 64),
  name text not null check (length(name) between 1 and 200),
  translations jsonb not null check (jsonb_typeof(translations) = 'object'),
  channel text references channels (code),
  city text check (length(city) between 1 and 100),
  time_zone text check (length(time_zone) between 1 and 64),
  active boolean not null,
  changed_at timestamptz not null
);
comment on table stores is 'reference';

create table products (
  sku text primary key check (length(sku) between 1 and 100),
  name text not null check (length(name) between 1 and 300),
  translations jsonb not null check (jsonb_typeof(translations) = 'object'),
  category text references categories (code),
  brand text references brands (code),
  active boolean not null,
  attributes jsonb not null check (jsonb_typeof(attributes) = 'object'),
  search text not null,                          -- folded sku and names
  changed_at timestamptz not null
);
comment on table products is 'reference';
create index products_category on products (category, sku);
create index products_brand on products (brand, sku);
