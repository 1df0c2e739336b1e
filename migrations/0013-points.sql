-- Points that wait for an event.

alter table lots add column awaits text;         -- the event that makes it available; available_at is then when it is cancelled
comment on column lots.awaits is 'still set on a released lot: cancelled, because the event never came';

-- Points that expire some time after the member's last activity.

alter table lots add column inactivity jsonb;    -- terms under which activity moves expires_at, as they were when it was earned
alter table lots alter column inactivity set statistics 0;

-- Adjustments by hand that wait for a second person.

create table approvals (
  member_id uuid not null,
  approval_id uuid not null,
  kind text not null check (kind in ('adjust', 'reinstate')),
  wallet text not null,
  amount bigint,                                 -- negative takes; null for all of the named lots
  lots jsonb,                                    -- [lot id, …] to reinstate; null for the newest
  expires_on text,                               -- last valid day of what is reinstated
  reason text not null,
  code text,
  reference text,
  asked_by text not null,
  asked_by_name text not null,
  asked_for text,                                -- the person behind the API key that asked
  asked_at timestamptz not null,
  lapses_at timestamptz not null,                -- from then on nobody can approve it
  state text not null check (state in ('waiting', 'approved', 'refused')),
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  note text,
  primary key (member_id, approval_id),
  check ((state = 'waiting') = (decided_at is null)),
  check (decided_by is distinct from asked_by),
  check (decided_by is null or decided_by is distinct from asked_for)
);
comment on table approvals is 'distributed by member_id';
create index approvals_by_id on approvals (approval_id);

-- Points that one member gives another. What was sent leaves the sender with this row, and arrives, or comes back, with its end.

create table transfers (
  member_id uuid not null,                       -- who sends
  transfer_id uuid not null,
  to_member_id uuid not null check (to_member_id <> member_id),
  wallet text not null,
  amount bigint not null check (amount > 0),     -- what arrives
  fee bigint not null check (fee >= 0),          -- what the sender gave besides
  lots jsonb not null,                           -- the lots as they left, with their age
  counters jsonb not null,                       -- what the sender's limits counted
  message bytea,                                 -- sealed under the sender's key: forgetting him makes it unreadable
  state text not null check (state in ('sent', 'arrived', 'returned')),
  because text,                                  -- the refusal that sent it back
  sent_by text not null,
  sent_at timestamptz not null,
  settled_at timestamptz,
  primary key (member_id, transfer_id),
  check ((state = 'sent') = (settled_at is null)),
  check ((state = 'returned') = (because is not null))
);
comment on table transfers is 'distributed by member_id';
create index transfers_under_way on transfers (sent_at) where state = 'sent';
create index transfers_received on transfers (to_member_id, transfer_id);
