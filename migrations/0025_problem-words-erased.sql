-- Words that partners and the animation wrote in a problem about somebody's request go when the request is erased; who
-- wrote, and when, stays.
alter table problem_messages
  drop constraint problem_messages_check,
  add check (act = 'written' or words is null);
