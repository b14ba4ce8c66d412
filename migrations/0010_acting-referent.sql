-- Who acts for a referent is asked for every offer that is matched and every mail to a partner. Written in SQL, its plan
-- was made anew at each call (1.5 ms); PL/pgSQL keeps it for the session.
create or replace function acting_referent(asked_referent uuid, asked_day date) returns uuid
  language plpgsql stable
as $$
begin
  return (
    select candidate.id
    from referents asked
      cross join lateral (values (1, asked.id), (2, asked.deputy_id)) as turn (place, referent_id)
      join referents candidate on candidate.id = turn.referent_id and candidate.left_at is null
      join users on users.id = candidate.user_id and users.left_at is null
    where asked.id = asked_referent
      and not exists (
        select from absences where referent_id = candidate.id and asked_day between from_day and to_day)
    order by turn.place
    limit 1);
end;
$$;
