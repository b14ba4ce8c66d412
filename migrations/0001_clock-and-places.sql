-- The clock of the platform, and the places of France.

create extension if not exists unaccent;
create extension if not exists pg_trgm;

-- The only clock the platform reads. Local machines and tests replace this function to move time; production never does.
create function platform_now() returns timestamptz
  language sql volatile parallel safe
  return clock_timestamp();

-- unaccent() is only stable, so it cannot carry an index; a fixed dictionary makes it immutable in fact.
create function fold_words(words text) returns text
  language sql immutable strict parallel safe
  return trim(regexp_replace(
    regexp_replace(
      regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, words)), '[^a-z0-9]+', ' ', 'g'),
      '\mste\M', 'sainte', 'g'),
    '\mst\M', 'saint', 'g'));

create table regions (
  code text primary key check (code ~ '^[0-9]{2,3}$'),
  name text not null
);

create table departments (
  code text primary key check (code ~ '^([0-9]{2,3}|2[AB])$'),
  name text not null,
  region_code text not null references regions
);
create index on departments (region_code);

create table epcis (
  code text primary key check (code ~ '^[0-9]{9}$'),
  name text not null
);

create table communes (
  code text primary key check (code ~ '^([0-9]{5}|2[AB][0-9]{3})$'),
  name text not null,
  department_code text not null references departments,
  region_code text not null references regions,
  epci_code text references epcis,
  population integer not null default 0 check (population >= 0),
  postal_codes text[] not null default '{}'
);
create index on communes (department_code);
create index on communes (region_code);
create index on communes (epci_code);
create index communes_by_postal_code on communes using gin (postal_codes);

-- Every name under which a commune is looked for: its own, and those of the communes it absorbed and of its arrondissements.
create table commune_names (
  commune_code text not null references communes on delete cascade,
  name text not null,
  folded_name text not null generated always as (fold_words(name)) stored,
  primary key (commune_code, name)
);
create index commune_names_by_prefix on commune_names (folded_name text_pattern_ops);
create index commune_names_by_likeness on commune_names using gin (folded_name gin_trgm_ops);

create table territories (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9-]{2,60}$'),
  name text not null check (length(name) between 2 and 120),
  time_zone text not null check (length(time_zone) <= 60),
  holiday_zone text not null check (holiday_zone in (
    'metropole', 'alsace-moselle', 'guadeloupe', 'martinique', 'guyane', 'la-reunion', 'mayotte', 'saint-barthelemy',
    'saint-martin', 'saint-pierre-et-miquelon', 'polynesie-francaise', 'nouvelle-caledonie', 'wallis-et-futuna')),
  counting text not null default 'calendar' check (counting in ('calendar', 'working')),
  region_code text not null references regions,
  opens_on date not null,
  info_jeunes_name text not null check (length(info_jeunes_name) <= 160),
  info_jeunes_phone text check (length(info_jeunes_phone) <= 40),
  info_jeunes_email text check (length(info_jeunes_email) <= 254),
  info_jeunes_address text check (length(info_jeunes_address) <= 300),
  created_at timestamptz not null default platform_now()
);
create index on territories (region_code);

create table territory_communes (
  commune_code text primary key references communes,
  territory_id uuid not null references territories
);
create index on territory_communes (territory_id);
