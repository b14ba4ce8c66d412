-- Charters signed online, the years for which they hold, working groups, and mail to the network.

-- What a partner and the animation sign: first the partner's legal signatory, by a link, then the animation.
create table charters (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  partner_id uuid not null references partners,
  -- Which of the texts in the code, and the SHA-256 of its words: what was signed can be told from what is shown.
  version text not null check (length(version) between 1 and 40),
  text_hash bytea not null check (length(text_hash) = 32),
  -- Who signs for the partner, as the animation named them; they need no account.
  signatory_name text not null check (length(signatory_name) between 2 and 120),
  signatory_function text not null check (length(signatory_function) between 2 and 120),
  signatory_email text not null check (length(signatory_email) between 3 and 254),
  proposed_by uuid not null references users,
  proposed_at timestamptz not null default platform_now(),
  -- The link of the last sending: only its hash is kept.
  sendings smallint not null default 1 check (sendings between 1 and 20),
  token_hash bytea not null unique check (length(token_hash) = 32),
  expires_at timestamptz not null,
  -- The two signatures: what each typed, when, and from which link or account.
  partner_signed_at timestamptz,
  partner_signed_name text check (length(partner_signed_name) between 2 and 120),
  partner_signed_function text check (length(partner_signed_function) between 2 and 120),
  partner_signed_sending smallint,
  animation_signed_at timestamptz,
  animation_signed_name text check (length(animation_signed_name) between 2 and 120),
  animation_signed_function text check (length(animation_signed_function) between 2 and 120),
  animation_signed_by uuid references users,
  -- Taken back before both had signed.
  withdrawn_at timestamptz,
  withdrawn_by uuid references users,
  -- The signed document, as it is handed out, and its SHA-256.
  pdf bytea check (length(pdf) <= 500000),
  pdf_hash bytea check (length(pdf_hash) = 32),
  check (num_nonnulls(partner_signed_at, partner_signed_name, partner_signed_function, partner_signed_sending) in (0, 4)),
  check (num_nonnulls(animation_signed_at, animation_signed_name, animation_signed_function, animation_signed_by, pdf,
    pdf_hash) in (0, 6)),
  check (animation_signed_at is null or partner_signed_at is not null),
  check (num_nonnulls(withdrawn_at, withdrawn_by) in (0, 2)),
  check (withdrawn_at is null or animation_signed_at is null)
);
-- One at a time waits for its signatures.
create unique index charters_open on charters (partner_id) where animation_signed_at is null and withdrawn_at is null;
create index on charters (partner_id, proposed_at);
create index on charters (territory_id);
create index on charters (proposed_by);
create index on charters (animation_signed_by);
create index on charters (withdrawn_by);

-- A row of `agreements` is one year in force. What comes after it is decided on its last day, or before by who ends it.
alter table agreements
  add column charter_id uuid references charters,
  add column origin text not null default 'paper' check (origin in ('paper', 'signed', 'renewed')),
  add column created_at timestamptz not null default platform_now(),
  -- When the notices of its end were sent, 60 and 30 days before.
  add column noticed_60_at timestamptz,
  add column noticed_30_at timestamptz,
  add column followed_by text check (followed_by in ('renewal', 'charter', 'nothing'));
create index on agreements (charter_id);
-- No year begins twice: a renewal that comes twice changes nothing.
create unique index agreements_by_first_day on agreements (partner_id, from_day);
-- What is to be renewed, and told of before, is found without the years that are over.
create index agreements_running on agreements (to_day) where followed_by is null;

-- Years that were over before anything renewed by itself stay over.
update agreements set followed_by = case
  when exists (select from agreements later where later.partner_id = agreements.partner_id
    and later.from_day > agreements.from_day) then 'renewal'
  else 'nothing' end
where to_day < (select platform_now())::date - 1
  or exists (select from agreements later where later.partner_id = agreements.partner_id
    and later.from_day > agreements.from_day);

-- Who ended an agreement, when, from which day on. Appended to.
create table agreement_endings (
  id bigint generated always as identity primary key,
  territory_id uuid not null references territories,
  partner_id uuid not null references partners,
  -- The year that ends for good, and the day on which it would have ended.
  agreement_id uuid not null references agreements,
  earlier_to_day date not null,
  last_day date not null,
  side text not null check (side in ('partner', 'animation')),
  kind text not null check (kind in ('at-term', 'with-notice')),
  words text not null default '' check (length(words) <= 1000),
  declared_by uuid not null references users,
  declared_at timestamptz not null default platform_now()
);
create index on agreement_endings (partner_id, declared_at);
create index on agreement_endings (territory_id);
create index on agreement_endings (agreement_id);
create index on agreement_endings (declared_by);

-- Working groups: charter, "groupes de travail" and "comptes-rendus des temps de rencontre".
create table meetings (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  subject text not null check (length(subject) between 3 and 120),
  words text not null default '' check (length(words) <= 2000),
  theme_id uuid references themes,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  place text not null default '' check (length(place) <= 300),
  link text not null default '' check (length(link) <= 300),
  -- Raised by each change that calendars must hear of (RFC 5545, 3.8.7.4).
  sequence integer not null default 0 check (sequence >= 0),
  called_by uuid not null references users,
  called_at timestamptz not null default platform_now(),
  cancelled_at timestamptz,
  cancelled_by uuid references users,
  minutes text check (length(minutes) between 1 and 20000),
  minutes_at timestamptz,
  minutes_by uuid references users,
  -- Sent to the members once; the words do not change afterwards.
  minutes_sent_at timestamptz,
  minutes_sent_by uuid references users,
  check (ends_at > starts_at),
  check (place <> '' or link <> ''),
  check (num_nonnulls(cancelled_at, cancelled_by) in (0, 2)),
  check (num_nonnulls(minutes, minutes_at, minutes_by) in (0, 3)),
  check (num_nonnulls(minutes_sent_at, minutes_sent_by) in (0, 2)),
  check (minutes_sent_at is null or minutes is not null)
);
create index on meetings (territory_id, starts_at, id);
create index on meetings (theme_id);
create index on meetings (called_by);
create index on meetings (cancelled_by);
create index on meetings (minutes_by);
create index on meetings (minutes_sent_by);

-- Who is invited, what they answered, whether they came (null: not ticked yet).
create table meeting_members (
  meeting_id uuid not null references meetings,
  referent_id uuid not null references referents,
  invited_at timestamptz not null default platform_now(),
  answer text check (answer in ('coming', 'not-coming', 'maybe')),
  answered_at timestamptz,
  attended boolean,
  primary key (meeting_id, referent_id),
  check ((answer is null) = (answered_at is null))
);
create index on meeting_members (referent_id);

-- Mails to the referents of a territory: written, looked at with the number of recipients, then sent once.
create table network_letters (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  subject text not null check (length(subject) between 3 and 100),
  words text not null check (length(words) between 1 and 5000),
  -- For whom: a theme, these partners, or (neither) the whole network of the territory.
  theme_id uuid references themes,
  partner_ids uuid[] not null default '{}' check (cardinality(partner_ids) <= 200),
  written_by uuid not null references users,
  written_at timestamptz not null default platform_now(),
  sent_at timestamptz,
  sent_by uuid references users,
  recipients integer check (recipients > 0),
  check (num_nonnulls(sent_at, sent_by, recipients) in (0, 3)),
  check (theme_id is null or partner_ids = '{}')
);
create index on network_letters (territory_id, written_at, id);
create index on network_letters (territory_id, sent_at) where sent_at is not null;
create index on network_letters (theme_id);
create index on network_letters (written_by);
create index on network_letters (sent_by);
