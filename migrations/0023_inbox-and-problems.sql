-- What the inbox counts and finds, what open pages hear, and the problems that partners report.

-- How many referrals a partner has in each state is counted from the index alone, at each page of the inbox.
create index referrals_of_partner_by_state on referrals (partner_id, state);
-- Somebody who watches a territory looks for a first name, written in whatever way.
create index requests_by_first_name on requests (territory_id, fold_words(first_name) text_pattern_ops)
  where first_name is not null;

-- Pages that are open hear that counts have changed: ids only, and nothing depends on their being heard. One word for a
-- partner and a transaction, however many referrals it moves.
create function tell_that_counts_changed() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('referrals_counted', new.partner_id || ' ' || new.territory_id);
  return null;
end $$;
create trigger referral_is_born after insert on referrals
  for each row execute function tell_that_counts_changed();
create trigger referral_has_moved after update of state, referent_id on referrals
  for each row when (old.state <> new.state or old.referent_id is distinct from new.referent_id)
  execute function tell_that_counts_changed();

-- A partner's professional tells the animation that something is wrong, and is answered.
create table problem_threads (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  partner_id uuid not null references partners,
  author_id uuid not null references users,
  category text not null check (category in ('offer', 'access', 'request', 'malfunction', 'other')),
  -- The referral that it is about, one of the partner's.
  referral_id uuid references referrals,
  state text not null default 'open' check (state in ('open', 'closed')),
  opened_at timestamptz not null default platform_now()
);
create index on problem_threads (partner_id, opened_at, id);
create index on problem_threads (territory_id, state, opened_at, id);
create index on problem_threads (author_id);
create index on problem_threads (referral_id) where referral_id is not null;

-- Who wrote what in it, who closed it and who opened it again. Appended to.
create table problem_messages (
  id uuid primary key default gen_random_uuid(),
  thread_id uuid not null references problem_threads,
  author_id uuid not null references users,
  act text not null check (act in ('written', 'closed', 'reopened')),
  words text check (length(words) between 1 and 2000),
  at timestamptz not null default platform_now(),
  check ((act = 'written') = (words is not null))
);
create index on problem_messages (thread_id, at, id);
create index on problem_messages (author_id);
