-- When the tier that shows is lost if nothing more happens, and to which: who needs a word before it is too late.

alter table standings
  add column loss_at timestamptz,                -- null: it is kept for ever, or nobody can say yet
  add column loss_to text,
  add constraint standings_loss check ((loss_at is null) = (loss_to is null));
create index standings_by_loss on standings (loss_at) where loss_at is not null;
