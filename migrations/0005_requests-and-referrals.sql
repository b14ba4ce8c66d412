-- What a young person asks, to whom it went, and what must happen when.

create table requests (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  commune_code text not null references communes,
  theme_id uuid not null references themes,
  need_id uuid references needs,
  age smallint not null check (age between 15 and 35),
  -- { question code: [answer codes] }
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object' and length(answers::text) <= 8000),
  language text not null default 'fr' check (language in ('fr', 'en')),
  -- Personal data: all null once erased.
  first_name text check (length(first_name) between 1 and 80),
  email text check (length(email) between 3 and 254),
  phone text check (length(phone) between 4 and 20),
  prefers text check (prefers in ('email', 'phone', 'sms')),
  moments text check (length(moments) <= 300),
  message text check (length(message) <= 1000),
  consent_text_version text not null check (length(consent_text_version) <= 40),
  consent_redirect boolean not null,
  -- SHA-256 of the tracking token; the token itself is derived when needed and never stored. Null once erased.
  tracking_token_hash bytea unique check (length(tracking_token_hash) = 32),
  -- SHA-256 of the caller's key, or of the content when it gave none: the same submission twice is one request.
  idempotency_hash bytea unique check (length(idempotency_hash) = 32),
  content_hash bytea check (length(content_hash) = 32),
  submitted_at timestamptz not null,
  last_act_at timestamptz not null,
  -- Set when every chain has ended.
  ended_at timestamptz,
  erased_at timestamptz,
  check (erased_at is not null or (first_name is not null and num_nonnulls(email, phone) > 0 and tracking_token_hash is not null)),
  check (erased_at is null or (num_nonnulls(first_name, email, phone, prefers, moments, message, tracking_token_hash,
    idempotency_hash, content_hash) = 0 and answers = '{}' and ended_at is not null))
);
create index on requests (territory_id, submitted_at desc);
create index on requests (last_act_at desc);
create index on requests (commune_code);
create index on requests (theme_id);
create index on requests (need_id);
-- A lost tracking link is asked again by the contact it was left with.
create index requests_by_email on requests (lower(email)) where email is not null and ended_at is null;
create index requests_by_phone on requests (phone) where phone is not null and ended_at is null;

create table referrals (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references requests,
  territory_id uuid not null references territories,
  offer_id uuid not null references offers,
  partner_id uuid not null references partners,
  -- A chain starts with each offer the young person chose; redirections add links to it.
  chain smallint not null check (chain between 1 and 20),
  link smallint not null check (link between 1 and 20),
  previous_referral_id uuid unique references referrals,
  -- The redirection that gave birth to this referral was the clock's, not a person's.
  automatic boolean not null default false,
  state text not null check (state in
    ('sent', 'accepted', 'contacted', 'declined', 'lapsed', 'redirected', 'withdrawn', 'closed', 'unresolved')),
  sent_at timestamptz not null,
  -- Snapshot of the promise: editing the offer never moves a running referral.
  window_days smallint not null check (window_days between 1 and 7),
  counting text not null check (counting in ('calendar', 'working')),
  time_zone text not null check (length(time_zone) <= 60),
  holiday_zone text not null check (length(holiday_zone) <= 60),
  due_at timestamptz not null,
  -- How many times the due date was moved, each time by a journalled act.
  extensions smallint not null default 0 check (extensions >= 0),
  -- End of the extra day that an accepted referral gets.
  grace_until timestamptz,
  notified_at timestamptz,
  unreachable_at timestamptz,
  accepted_at timestamptz,
  contacted_at timestamptz,
  attempts smallint not null default 0 check (attempts >= 0),
  late_contact_at timestamptz,
  lapsed_at timestamptz,
  -- False: the window ran out for want of the platform or of a mail that came back, not of the partner.
  lapse_booked boolean,
  decline_reason text check (decline_reason in
    ('not-eligible', 'out-of-area', 'no-capacity', 'not-our-field', 'duplicate', 'other')),
  outcome text check (outcome in
    ('helped', 'appointment-given', 'already-accompanied', 'unreachable', 'not-interested', 'no-solution')),
  unresolved_cause text check (unresolved_cause in ('nobody-left', 'limit-reached', 'no-consent', 'declined')),
  owner_id uuid references users,
  ended_at timestamptz,
  -- Number of the last journal entry: entry n+1 is only written by who read n.
  version integer not null default 1 check (version > 0),
  unique (request_id, chain, link),
  -- A request never reaches the same partner twice.
  unique (request_id, partner_id),
  check (state <> 'contacted' or contacted_at is not null),
  check (state <> 'lapsed' or lapsed_at is not null),
  check ((lapsed_at is null) = (lapse_booked is null)),
  check (state <> 'declined' or decline_reason is not null),
  check (state <> 'closed' or outcome is not null),
  check (state <> 'unresolved' or (unresolved_cause is not null and owner_id is not null)),
  check ((link = 1) = (previous_referral_id is null)),
  check (due_at > sent_at),
  check (state not in ('redirected', 'withdrawn', 'closed') or ended_at is not null),
  check (state not in ('sent', 'accepted', 'contacted', 'unresolved') or ended_at is null)
);
-- One open referral per chain (domain.md §9, 1).
create unique index one_open_referral_per_chain on referrals (request_id, chain)
  where state in ('sent', 'accepted', 'contacted', 'unresolved');
create index on referrals (offer_id, sent_at);
create index on referrals (owner_id) where owner_id is not null;
-- The inbox: a partner's open referrals by due date.
create index referrals_inbox on referrals (partner_id, due_at, id) where state in ('sent', 'accepted', 'contacted');
create index referrals_of_partner on referrals (partner_id, due_at, id);
create index referrals_of_territory on referrals (territory_id, due_at, id);
create index referrals_in_state on referrals (territory_id, state, due_at) where ended_at is null;

create table milestones (
  id bigint generated always as identity primary key,
  referral_id uuid not null references referrals,
  kind text not null check (kind in
    ('notify', 'remind-1', 'remind-2', 'warn', 'lapse', 'animator-overdue', 'outcome', 'feedback')),
  occurrence smallint not null check (occurrence > 0),
  due_at timestamptz not null,
  state text not null default 'pending' check (state in ('pending', 'done', 'superseded', 'cancelled')),
  -- When it is tried next: due_at, later after a failure.
  try_at timestamptz not null,
  attempts smallint not null default 0 check (attempts >= 0),
  -- Code of the last failure, for the operator; no words of anybody.
  failure text check (length(failure) <= 300),
  reached_at timestamptz,
  unique (referral_id, kind, occurrence),
  check ((state = 'pending') = (reached_at is null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 20000);
-- The tick reads only this: done milestones never slow it.
create index milestones_pending on milestones (try_at, id) where state = 'pending' and kind <> 'lapse';
create index milestones_pending_lapses on milestones (try_at, id) where state = 'pending' and kind = 'lapse';
-- One pending lapse per referral (domain.md §9, 2).
create unique index one_pending_lapse on milestones (referral_id) where state = 'pending' and kind = 'lapse';

-- Who did what, when, from where to where. Appended to, never changed; holds ids and codes, no words of anybody.
create table journal (
  id bigint generated always as identity primary key,
  request_id uuid not null references requests,
  referral_id uuid references referrals,
  -- Place of the entry in its referral's history; entries about the whole request have none.
  version integer,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('young-person', 'referent', 'animator', 'clock')),
  actor_id uuid references users,
  event jsonb not null check (jsonb_typeof(event) = 'object' and event ? 'kind'),
  from_state text check (length(from_state) <= 20),
  to_state text check (length(to_state) <= 20),
  unique (referral_id, version),
  check ((referral_id is null) = (version is null)),
  check ((actor_kind in ('referent', 'animator')) = (actor_id is not null))
);
create index on journal (request_id, id);
create index on journal (actor_id) where actor_id is not null;

create function journal_is_append_only() returns trigger
  language plpgsql as $$
begin
  raise exception 'the journal is only appended to';
end $$;
create trigger journal_is_append_only
  before update or delete or truncate on journal
  for each statement execute function journal_is_append_only();

-- Words of professionals on a referral. Apart from the journal, because they can be erased.
create table notes (
  id uuid primary key default gen_random_uuid(),
  referral_id uuid not null references referrals,
  author_id uuid references users,
  words text not null check (length(words) between 1 and 2000),
  written_at timestamptz not null
);
create index on notes (referral_id, written_at);
create index on notes (author_id);

create table feedbacks (
  referral_id uuid primary key references referrals,
  contacted boolean not null,
  useful boolean,
  given_at timestamptz not null
);

-- Searches that found nothing to offer, for the animator: theme x commune. No personal data.
create table misses (
  territory_id uuid not null references territories,
  day date not null,
  commune_code text not null references communes,
  theme_id uuid not null references themes,
  count integer not null check (count > 0),
  primary key (territory_id, day, commune_code, theme_id)
);
create index on misses (commune_code);
create index on misses (theme_id);
