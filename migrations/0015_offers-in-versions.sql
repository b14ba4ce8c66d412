-- Offers are changed in versions, which the animation reads before young people do; what needs no reading acts at once.

alter table offers
  -- Charter: "les services proposés doivent impérativement être gratuits pour les jeunes". Who declared it, and when.
  add column free_declared_by uuid references users,
  add column free_declared_at timestamptz,
  -- When somebody last said that everything is still right, and that the contact address is read.
  add column confirmed_at timestamptz not null default platform_now(),
  add column contact_confirmed_at timestamptz,
  -- The last test that came back; null once an address was proven or changed.
  add column contact_bounced_at timestamptz,
  add check ((free_declared_by is null) = (free_declared_at is null));
update offers set confirmed_at = created_at;
create index on offers (free_declared_by);

-- What young people read and what matching asks: one row per version, of which the accepted one is copied into `offers`.
create table offer_versions (
  id uuid primary key default gen_random_uuid(),
  offer_id uuid not null references offers on delete cascade,
  number integer not null check (number > 0),
  -- Counts the savings of a draft, so that of two people who write at once the second is told.
  revision integer not null default 1 check (revision > 0),
  content jsonb not null check (jsonb_typeof(content) = 'object' and length(content::text) <= 10000),
  state text not null check (state in ('draft', 'proposed', 'accepted', 'refused', 'superseded')),
  -- Null: the offer was there before its versions were kept.
  author_id uuid references users,
  written_at timestamptz not null default platform_now(),
  proposed_at timestamptz,
  reviewed_by uuid references users,
  reviewed_at timestamptz,
  review_words text check (length(review_words) between 1 and 1000),
  unique (offer_id, number),
  check (state <> 'proposed' or proposed_at is not null),
  check (state <> 'refused' or review_words is not null),
  check ((reviewed_by is null) = (reviewed_at is null))
);
create unique index offer_versions_one_draft on offer_versions (offer_id) where state = 'draft';
create unique index offer_versions_one_proposed on offer_versions (offer_id) where state = 'proposed';
-- What awaits the animation, oldest first.
create index offer_versions_waiting on offer_versions (proposed_at, id) where state = 'proposed';
create index on offer_versions (author_id);
create index on offer_versions (reviewed_by);

-- The words and conditions of an offer as it runs, in the shape of a version.
create function offer_content(asked_offer uuid) returns jsonb
  language sql stable
begin atomic
  select jsonb_build_object('theme', themes.code, 'need', needs.code, 'title', title, 'description', description,
    'place', place, 'windowDays', window_days, 'counting', counting, 'ageMin', age_min, 'ageMax', age_max,
    'criteria', criteria, 'zones', coalesce(
      (select jsonb_agg(zone_code order by zone_code) from offer_zones where offer_id = offers.id), '[]'::jsonb))
  from offers join needs on needs.id = offers.need_id join themes on themes.id = offers.theme_id
  where offers.id = asked_offer;
end;

insert into offer_versions (offer_id, number, content, state, written_at, proposed_at)
  select id, 1, offer_content(id), case when state = 'draft' then 'draft' else 'accepted' end, created_at, created_at
  from offers;

-- What acted at once: who, when, old and new value.
create table offer_changes (
  id bigint generated always as identity primary key,
  offer_id uuid not null references offers on delete cascade,
  at timestamptz not null default platform_now(),
  -- Null: whoever reads the contact address, by the link sent to it.
  by_user uuid references users,
  kind text not null check (kind in ('paused', 'resumed', 'withdrawn', 'quota', 'valid-from', 'valid-until', 'contact',
    'referents', 'confirmed', 'contact-tested', 'contact-confirmed', 'free-declared')),
  old_value text check (length(old_value) <= 2000),
  new_value text check (length(new_value) <= 2000)
);
create index on offer_changes (offer_id, id);
create index on offer_changes (by_user);

-- Mails that ask whether somebody reads the contact address; the link proves it, once.
create table offer_contact_tests (
  id uuid primary key default gen_random_uuid(),
  offer_id uuid not null references offers on delete cascade,
  email text not null check (length(email) between 3 and 254),
  -- SHA-256 of the secret in the link, which is derived when the mail leaves and never stored.
  token_hash bytea not null unique check (length(token_hash) = 32),
  asked_by uuid not null references users,
  asked_at timestamptz not null default platform_now(),
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  bounced_at timestamptz
);
create index on offer_contact_tests (offer_id, asked_at);
create index on offer_contact_tests (asked_by);
