-- What partners propose, free of charge, and the covering table that matching reads.

create table offers (
  id uuid primary key default gen_random_uuid(),
  partner_id uuid not null references partners,
  territory_id uuid not null references territories,
  theme_id uuid not null references themes,
  need_id uuid not null,
  title text not null check (length(title) between 3 and 120),
  description text not null check (length(description) between 3 and 1500),
  place text check (length(place) <= 300),
  state text not null default 'draft' check (state in ('draft', 'active', 'paused', 'withdrawn')),
  -- The promise printed on the offer, in days. Charter: 1 to 7; working days go up to 5 (domain.md §3).
  window_days smallint not null check (window_days between 1 and 7),
  counting text not null default 'calendar' check (counting in ('calendar', 'working')),
  age_min smallint not null default 15 check (age_min between 15 and 35),
  age_max smallint not null default 30 check (age_max between 15 and 35),
  -- { question code: [accepted answer codes] }. Bounded, because it travels in matching's covering index.
  criteria jsonb not null default '{}' check (jsonb_typeof(criteria) = 'object' and length(criteria::text) <= 1500),
  valid_from date not null,
  valid_until date,
  monthly_quota integer check (monthly_quota > 0),
  contact_email text not null check (length(contact_email) between 3 and 254),
  free_of_charge boolean not null check (free_of_charge),
  -- Referrals sent and lapses booked over the last 90 days; refreshed by the worker. A high share ranks the offer lower.
  sent_recently integer not null default 0 check (sent_recently >= 0),
  lapsed_recently integer not null default 0 check (lapsed_recently >= 0),
  created_at timestamptz not null default platform_now(),
  updated_at timestamptz not null default platform_now(),
  foreign key (theme_id, need_id) references needs (theme_id, id),
  check (age_min <= age_max),
  check (counting = 'calendar' or window_days <= 5),
  check (valid_until is null or valid_until >= valid_from)
);
create index on offers (partner_id);
create index on offers (territory_id);
create index on offers (theme_id, need_id);
create index offers_lapsed_recently on offers (id) where lapsed_recently > 0;

-- Where an offer is valid. A zone code is its level's letter and the INSEE code: C:42218, E:244200770, D:42, R:84, N:FR.
create table offer_zones (
  offer_id uuid not null references offers on delete cascade,
  zone_code text not null check (zone_code ~ '^(C:([0-9]{5}|2[AB][0-9]{3})|E:[0-9]{9}|D:([0-9]{2,3}|2[AB])|R:[0-9]{2,3}|N:FR)$'),
  primary key (offer_id, zone_code)
);

-- The named referents who answer for an offer.
create table offer_referents (
  offer_id uuid not null references offers on delete cascade,
  referent_id uuid not null references referents,
  primary key (offer_id, referent_id)
);
create index on offer_referents (referent_id);

-- Everything the first sieve of matching needs, one row per offer and zone, kept by the transaction that changes the offer.
create table offer_reach (
  theme_id uuid not null,
  zone_code text not null,
  offer_id uuid not null references offers on delete cascade,
  age_min smallint not null,
  age_max smallint not null,
  valid_from date not null,
  valid_until date not null,
  primary key (offer_id, zone_code)
);
-- Index-only: the sieve answers without touching the table.
create index offer_reach_sieve on offer_reach (theme_id, zone_code)
  include (offer_id, age_min, age_max, valid_from, valid_until);

create function refresh_offer_reach(changed_offer uuid) returns void
  language sql
begin atomic
  delete from offer_reach where offer_id = changed_offer;
  insert into offer_reach (theme_id, zone_code, offer_id, age_min, age_max, valid_from, valid_until)
    select o.theme_id, z.zone_code, o.id, o.age_min, o.age_max, o.valid_from, coalesce(o.valid_until, 'infinity')
    from offers o join offer_zones z on z.offer_id = o.id
    where o.id = changed_offer and o.state in ('active', 'paused');
end;

create function offer_changed() returns trigger
  language plpgsql as $$
begin
  perform refresh_offer_reach(new.id);
  return null;
end $$;

create function offer_zone_changed() returns trigger
  language plpgsql as $$
begin
  perform refresh_offer_reach(coalesce(new.offer_id, old.offer_id));
  return null;
end $$;

create trigger offer_changed
  after insert or update of theme_id, age_min, age_max, valid_from, valid_until, state on offers
  for each row execute function offer_changed();
create trigger offer_zone_changed
  after insert or update or delete on offer_zones
  for each row execute function offer_zone_changed();
