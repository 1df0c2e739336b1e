-- Publishing the programme may need a second person: a draft is proposed as it is, and others approve or decline it.

-- How a version came about: no approval was needed, others approved it, or an operator passed without.
alter table programme_versions add column approval text not null default 'none' check (approval in ('none', 'given', 'waived'));

create table programme_proposals (
  proposal_id uuid primary key,
  draft_id uuid not null references programme_drafts on delete cascade,
  revision int not null check (revision > 0),           -- of the draft, frozen: another one voids the proposal
  newest int not null references programme_versions,    -- the version that it was proposed against
  effective_at timestamptz,                             -- null: when it is published
  note text not null,
  lots text not null check (lots in ('keep', 'move', 'better')),
  overtake boolean not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  state text not null check (state in ('open', 'declined', 'withdrawn', 'void', 'published')),
  closed_by text,
  closed_at timestamptz check (closed_at >= proposed_at),
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'open') = (closed_by is null))
);
comment on table programme_proposals is 'reference';

-- A draft waits for one decision at a time.
create unique index programme_proposals_open on programme_proposals (draft_id) where state = 'open';
create index programme_proposals_of_draft on programme_proposals (draft_id, proposal_id desc);

create table programme_decisions (
  decision_id uuid primary key,
  proposal_id uuid not null references programme_proposals on delete cascade,
  approved boolean not null,
  decided_by text not null,
  decided_at timestamptz not null,
  note text not null,
  check (approved or note <> '')                        -- who declines says why
);
comment on table programme_decisions is 'reference';

-- One person is one approval.
create unique index programme_decisions_once on programme_decisions (proposal_id, decided_by) where approved;
