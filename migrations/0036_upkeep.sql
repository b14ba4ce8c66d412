-- The directory is kept up: offers are confirmed again, suspended when nobody does, paused after a third lapse; each run
-- is kept, and can be taken back. Mails that come back later than at once. Files of each night.

alter table offers
  drop constraint offers_state_check,
  -- Suspended: nobody confirmed it in time. Young people are not shown it; "offer_reach" holds only what is active or paused.
  add constraint offers_state_check check (state in ('draft', 'active', 'paused', 'suspended', 'withdrawn')),
  -- The local day since when somebody should say that all is still right, and why.
  add column to_confirm_since date,
  add column to_confirm_cause text check (to_confirm_cause in ('offer', 'contact', 'bounce', 'reminders', 'lapses')),
  -- Paused at its third lapse, until the animation looks at it.
  add column held_since timestamptz,
  -- When the animation last looked at its lapses: earlier ones no longer count here. The figures still tell them.
  add column lapses_looked_at timestamptz,
  -- A run was taken back: upkeep leaves the offer alone until this day.
  add column upkeep_rests_until date,
  add check ((to_confirm_since is null) = (to_confirm_cause is null)),
  add check (state <> 'suspended' or to_confirm_since is not null),
  add check (held_since is null or state = 'paused');
create index offers_to_confirm on offers (territory_id, to_confirm_since, id) where to_confirm_since is not null;
create index offers_held on offers (territory_id, held_since, id) where held_since is not null;
create index offers_contact_bounced on offers (territory_id, contact_bounced_at, id) where contact_bounced_at is not null;

alter table offer_changes
  drop constraint offer_changes_kind_check,
  add constraint offer_changes_kind_check check (kind in ('paused', 'resumed', 'withdrawn', 'quota', 'valid-from',
    'valid-until', 'contact', 'referents', 'confirmed', 'contact-tested', 'contact-confirmed', 'free-declared',
    'to-confirm', 'suspended', 'held', 'looked-at', 'upkeep-undone', 'contact-bounced'));

-- Mails to this person come back. Null again once somebody has signed in by a link that reached them, or an animator
-- has seen to it.
alter table users add column mail_bounced_at timestamptz;
create index users_mail_bounced on users (mail_bounced_at) where mail_bounced_at is not null;

-- One run a territory and local day; after an outage only that of the day on which there is a worker again.
create table upkeep_runs (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  day date not null,
  at timestamptz not null default platform_now(),
  -- Offers that young people could be shown, and how many of them this run could suspend at the most.
  online integer not null check (online >= 0),
  allowed integer not null check (allowed >= 0),
  undone_at timestamptz,
  undone_by uuid references users,
  unique (territory_id, day),
  check ((undone_at is null) = (undone_by is null))
);
create index on upkeep_runs (territory_id, at desc, id desc);
create index on upkeep_runs (undone_by);

-- What a run did to one offer, with what stood before and after: codes and days only.
create table upkeep_changes (
  id bigint generated always as identity primary key,
  run_id uuid not null references upkeep_runs on delete cascade,
  offer_id uuid not null references offers on delete cascade,
  -- `waiting`: it was to be suspended, but the run had suspended as many as it may.
  kind text not null check (kind in ('notice-30', 'notice-7', 'to-confirm', 'early-check', 'suspended', 'held', 'waiting')),
  cause text not null check (cause in ('offer', 'contact', 'bounce', 'reminders', 'lapses')),
  -- The local day that called for it: the same is never done twice, however late it is done.
  due_on date not null,
  old_value jsonb check (length(old_value::text) <= 500),
  new_value jsonb check (length(new_value::text) <= 500),
  -- What became of it when the run was taken back.
  undoing text check (undoing in ('undone', 'changed-since', 'told'))
);
create unique index upkeep_changes_once on upkeep_changes (offer_id, kind, cause, due_on)
  where kind <> 'waiting' and undoing is distinct from 'undone';
create index on upkeep_changes (offer_id);
create index on upkeep_changes (run_id, id);

-- Where an offer stands for upkeep, as one value: what has changed since is known by it.
create function upkeep_standing(offer offers) returns jsonb
  language sql stable
  return jsonb_build_object('state', offer.state, 'toConfirmSince', offer.to_confirm_since,
    'toConfirmCause', offer.to_confirm_cause, 'heldSince', offer.held_since);

-- What young people, partners and open data can be given of a territory, written each night; thirty nights are kept.
create table nightly_exports (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  day date not null,
  name text not null check (length(name) between 1 and 60),
  -- Of the file itself; its pieces are compressed (gzip).
  byte_count bigint not null check (byte_count >= 0),
  sha256 bytea not null check (length(sha256) = 32),
  written_at timestamptz not null default platform_now(),
  unique (territory_id, day, name)
);
create table nightly_export_pieces (
  export_id uuid not null references nightly_exports on delete cascade,
  place integer not null check (place >= 0),
  content bytea not null check (length(content) <= 1048576),
  primary key (export_id, place)
);
