-- What is personal is kept for a time, then goes; that it went is kept as a number (domain.md §8; GDPR art. 5(1)(e)).

create table erasures (
  id bigint generated always as identity primary key,
  -- The day of the run in Paris; each run adds to its day.
  day date not null,
  kind text not null check (kind in ('requests', 'professionals', 'invitations', 'imports', 'sign-ins')),
  -- Null: it belongs to no territory.
  territory_id uuid references territories,
  count integer not null check (count > 0),
  unique nulls not distinct (day, kind, territory_id)
);
create index on erasures (territory_id, day);

-- A professional who left, whose name and address went too.
alter table users add column erased_at timestamptz check (erased_at is null or left_at is not null);
create index users_to_erase on users (left_at) where left_at is not null and erased_at is null;

-- Where the job looks; a request that was erased is in it no more.
create index requests_to_erase on requests (submitted_at) where erased_at is null;

-- A person who asks for their data is found whether the request has ended or not.
drop index requests_by_email;
drop index requests_by_phone;
create index requests_by_email on requests (lower(email)) where email is not null;
create index requests_by_phone on requests (phone) where phone is not null;
