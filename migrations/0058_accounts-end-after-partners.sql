-- An account ends once nobody is answered for with it any more: whether a referent has left says it all, and what is asked
-- for every offer of a search need not look at accounts.
update referents set left_at = users.left_at
  from users where users.id = referents.user_id and users.left_at is not null and referents.left_at is null;

create function account_ends_last() returns trigger
  language plpgsql as $$
begin
  if exists (
    select from users join referents on referents.user_id = users.id and referents.left_at is null
    where users.id = (to_jsonb(new) ->> tg_argv[0])::uuid and users.left_at is not null)
  then
    raise exception 'an account that has ended answers for nobody' using errcode = 'check_violation';
  end if;
  return null;
end $$;

create trigger account_ends_last after update of left_at on users
  for each row when (new.left_at is not null) execute function account_ends_last('id');
create trigger account_ends_last after insert or update of left_at, user_id on referents
  for each row when (new.left_at is null) execute function account_ends_last('user_id');

create or replace function acting_referent(asked_referent uuid, asked_day date) returns uuid
  language plpgsql stable
as $$
begin
  return (
    select candidate.id
    from referents asked
      cross join lateral (values (1, asked.id), (2, asked.deputy_id)) as turn (place, referent_id)
      join referents candidate on candidate.id = turn.referent_id and candidate.left_at is null
    where asked.id = asked_referent
      and not exists (
        select from absences where referent_id = candidate.id and asked_day between from_day and to_day)
    order by turn.place
    limit 1);
end;
$$;
