-- Points that wait for an event.

alter table lots add column awaits text;         -- the event that makes it available; available_at is then when it is cancelled
comment on column lots.awaits is 'still set on a released lot: cancelled, because the event never came';

-- Points that expire some time after the member's last activity.

alter table lots add column inactivity jsonb;    -- terms under which activity moves expires_at, as they were when it was earned
alter table lots alter column inactivity set statistics 0;
