-- What is counted of referrals, by offer and by month of sending, so that a year of a whole country is read at once.
-- The definitions are those of domain/src/figures.ts; db/src/figure-cells.ts counts them.

-- One row an offer and a month, counted anew whenever one of its referrals has changed. Can be thrown away and rebuilt.
create table figure_cells (
  offer_id uuid not null references offers on delete cascade,
  -- First day of the month, in the local time of the referrals.
  month date not null check (extract(day from month) = 1),
  received integer not null,
  kept integer not null,
  lapsed integer not null,
  redirected integer not null,
  awaited integer not null,
  -- Sent here after another partner lapsed, declined or passed them on; of these, kept, and lapsed here too.
  passed_on integer not null,
  passed_on_kept integer not null,
  passed_on_lapsed integer not null,
  -- Counts in the order of the lists of decline reasons and outcomes in the code.
  declined integer[] not null,
  outcomes integer[] not null,
  -- How many were kept by the hours until the first contact, in the steps of the code.
  hours integer[] not null,
  opinions integer not null,
  said_contacted integer not null,
  said_useful integer not null,
  primary key (offer_id, month)
);
create index on figure_cells (month);

-- What has changed since it was counted. Only added to by acts, so that no act waits for another's.
create table figure_marks (
  id bigint generated always as identity primary key,
  offer_id uuid not null references offers on delete cascade,
  month date not null
);
create index on figure_marks (offer_id, month);

create function month_of(moment timestamptz, zone text) returns date
  language sql immutable
  return date_trunc('month', moment at time zone zone)::date;

create function mark_figures() returns trigger
  language plpgsql as $$
begin
  insert into figure_marks (offer_id, month) values (new.offer_id, month_of(new.sent_at, new.time_zone));
  return null;
end $$;
create trigger referral_is_counted after insert on referrals
  for each row execute function mark_figures();
create trigger referral_is_counted_anew after update of state, contacted_at, lapsed_at, lapse_booked, decline_reason, outcome
  on referrals
  for each row
  when ((old.state, old.contacted_at, old.lapsed_at, old.lapse_booked, old.decline_reason, old.outcome)
    is distinct from (new.state, new.contacted_at, new.lapsed_at, new.lapse_booked, new.decline_reason, new.outcome))
  execute function mark_figures();

create function mark_figures_of_feedback() returns trigger
  language plpgsql as $$
begin
  insert into figure_marks (offer_id, month)
    select offer_id, month_of(sent_at, time_zone) from referrals where id = new.referral_id;
  return null;
end $$;
create trigger feedback_is_counted after insert or update on feedbacks
  for each row execute function mark_figures_of_feedback();

-- What was sent before this migration.
insert into figure_marks (offer_id, month)
  select distinct offer_id, month_of(sent_at, time_zone) from referrals;

-- Demand: who asked for what and where, read from the index alone; and what nobody could answer.
create index requests_demand on requests (territory_id, submitted_at) include (theme_id, commune_code);
create index referrals_unanswered on referrals (request_id) where unresolved_cause is not null;
