-- How much was asked for in months that are over: nothing is sent in them any more, so they are counted once.
create table demand_months (
  territory_id uuid not null references territories,
  -- First day of the month, local to the territory.
  month date not null check (extract(day from month) = 1),
  theme_id uuid not null references themes,
  commune_code text not null references communes,
  requests integer not null check (requests > 0),
  primary key (territory_id, month, theme_id, commune_code)
);
create index on demand_months (theme_id);
create index on demand_months (commune_code);

-- The first month that is not counted yet: from there on, requests themselves are read.
create table demand_counted (
  only_row boolean primary key default true check (only_row),
  until date not null check (extract(day from until) = 1)
);
insert into demand_counted (until) values ('2000-01-01');

-- The requests that came to the animation because no partner was left to answer, or none was allowed to: each once.
create table unanswered_requests (
  request_id uuid primary key references requests on delete cascade,
  territory_id uuid not null references territories,
  submitted_at timestamptz not null,
  theme_id uuid not null references themes,
  commune_code text not null references communes
);
create index on unanswered_requests (territory_id, submitted_at) include (theme_id, commune_code);
create index on unanswered_requests (theme_id);
create index on unanswered_requests (commune_code);

create function note_unanswered() returns trigger
  language plpgsql as $$
begin
  insert into unanswered_requests (request_id, territory_id, submitted_at, theme_id, commune_code)
    select id, territory_id, submitted_at, theme_id, commune_code from requests where id = new.request_id
  on conflict do nothing;
  return null;
end $$;
create trigger referral_is_unanswered after insert or update of unresolved_cause on referrals
  for each row when (new.unresolved_cause is not null) execute function note_unanswered();

insert into unanswered_requests (request_id, territory_id, submitted_at, theme_id, commune_code)
  select distinct requests.id, requests.territory_id, submitted_at, theme_id, commune_code
  from referrals join requests on requests.id = request_id where unresolved_cause is not null;
drop index referrals_unanswered;
