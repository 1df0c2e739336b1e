-- Points that wait for an event.

alter table lots add column awaits text;         -- the event that makes it available; available_at is then when it is cancelled
comment on column lots.awaits is 'still set on a released lot: cancelled, because the event never came';
