-- The journal page asks for the acts of one person.

create index journal_by_person on journal (actor_id, at, id) where actor_id is not null;
drop index journal_actor_id_idx;
