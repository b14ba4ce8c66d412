-- Who answers, who watches, and under which agreement.

create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null check (length(email) between 3 and 254 and email = lower(email)),
  name text not null check (length(name) between 2 and 120),
  phone text check (length(phone) <= 40),
  role text not null check (role in ('referent', 'animator', 'regional', 'national')),
  -- argon2id, PHC string; null: this person signs in another way.
  password_hash text check (length(password_hash) <= 300),
  created_at timestamptz not null default platform_now(),
  left_at timestamptz
);
create unique index users_by_email on users (email) where left_at is null;

-- What an animator (territories) or a regional animator (regions) watches. National users watch everything.
create table perimeters (
  id bigint generated always as identity primary key,
  user_id uuid not null references users,
  territory_id uuid references territories,
  region_code text references regions,
  check (num_nonnulls(territory_id, region_code) = 1),
  unique nulls not distinct (user_id, territory_id, region_code)
);
create index on perimeters (territory_id);
create index on perimeters (region_code);

create table partners (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  name text not null check (length(name) between 2 and 160),
  siret text unique check (siret ~ '^[0-9]{14}$'),
  role_in_words text not null default '' check (length(role_in_words) <= 1000),
  commune_code text references communes,
  address text check (length(address) <= 300),
  phone text check (length(phone) <= 40),
  email text check (length(email) <= 254),
  website text check (length(website) <= 300),
  created_at timestamptz not null default platform_now()
);
create index on partners (territory_id);
create index on partners (commune_code);

create table referents (
  id uuid primary key default gen_random_uuid(),
  partner_id uuid not null references partners,
  user_id uuid not null references users,
  deputy_id uuid references referents,
  left_at timestamptz,
  unique (partner_id, user_id),
  check (deputy_id <> id)
);
create index on referents (user_id);
create index on referents (deputy_id);

-- Planned absences: the deputy receives meanwhile. Both days count.
create table absences (
  id bigint generated always as identity primary key,
  referent_id uuid not null references referents,
  from_day date not null,
  to_day date not null,
  check (to_day >= from_day)
);
create index on absences (referent_id, to_day);

-- Who acts for a referent on a day: the referent, or the deputy when the referent has left or is absent, or nobody.
create function acting_referent(asked_referent uuid, asked_day date) returns uuid
  language sql stable
begin atomic
  select candidate.id
  from referents asked
    cross join lateral (values (1, asked.id), (2, asked.deputy_id)) as turn (place, referent_id)
    join referents candidate on candidate.id = turn.referent_id and candidate.left_at is null
    join users on users.id = candidate.user_id and users.left_at is null
  where asked.id = asked_referent
    and not exists (
      select from absences where referent_id = candidate.id and asked_day between from_day and to_day)
  order by turn.place
  limit 1;
end;

-- Who undertook what, for how long: the signed charter. No agreement in force, no offer shown.
create table agreements (
  id uuid primary key default gen_random_uuid(),
  partner_id uuid not null references partners,
  charter_version text not null check (length(charter_version) between 1 and 40),
  signed_on date not null,
  from_day date not null,
  to_day date not null,
  signatory_partner text not null check (length(signatory_partner) between 2 and 160),
  signatory_animation text not null check (length(signatory_animation) between 2 and 160),
  check (to_day >= from_day)
);
create index on agreements (partner_id, to_day);

create table refresh_tokens (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users,
  -- All tokens descending from one sign-in; a stolen token used twice ends the whole family.
  family_id uuid not null,
  token_hash bytea not null unique check (length(token_hash) = 32),
  created_at timestamptz not null default platform_now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index on refresh_tokens (user_id);
create index on refresh_tokens (family_id);
create index on refresh_tokens (expires_at);
