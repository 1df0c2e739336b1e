-- The trail is read in the order of its times, also within a stretch of time, so what it is narrowed by is kept in that order.

create index audit_actor_at on audit (actor_id, at desc, audit_id desc);
create index audit_subject_at on audit (subject_kind, subject_id, at desc, audit_id desc);
create index audit_operation_at on audit (operation, at desc, audit_id desc);
drop index audit_actor;
drop index audit_subject;
drop index audit_operation;
alter index audit_actor_at rename to audit_actor;
alter index audit_subject_at rename to audit_subject;
alter index audit_operation_at rename to audit_operation;
