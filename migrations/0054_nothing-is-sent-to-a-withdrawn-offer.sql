-- A request is never sent to an offer that was withdrawn since it was matched, as all are when their partner closes: nobody
-- is left to answer. Asked where referrals are born, because matching reads without a lock. Whoever withdraws all offers of
-- a partner holds them `for update`: this lock, which the foreign key takes as well, waits until that is written.
create function is_sent_to_an_offer_that_stands() returns trigger
  language plpgsql as $$
declare
  standing text;
begin
  select state into standing from offers where id = new.offer_id for key share;
  if standing = 'withdrawn' then
    -- What was read is over: the act runs again, and matches anew (db/src/database.ts).
    raise exception 'offer % is withdrawn', new.offer_id using errcode = 'serialization_failure';
  end if;
  return new;
end
$$;

create trigger sent_to_an_offer_that_stands before insert on referrals
  for each row when (new.state = 'sent') execute function is_sent_to_an_offer_that_stands();
