-- Batches of coupons as one list, newest first; and how far those are that are being made.

create index coupon_batches_newest on coupon_batches (created_at desc, batch_id desc);

-- Written beside the transaction that makes a batch, which nobody sees before its end. What a crash leaves here is soon too old to be told.
create table coupons_in_making (
  batch_id uuid primary key,
  offer text not null,
  name text not null,
  codes bigint not null check (codes > 0),
  made bigint not null check (made between 0 and codes),
  written_at timestamptz not null
);
comment on table coupons_in_making is 'reference';
