-- Ways in for professionals: sessions that can be listed and ended, one-time codes, ProConnect, invitations.

-- One row per sign-in, on the site or through the API: what its person sees of it, and where it is ended.
create table sessions (
  -- The family of its refresh tokens.
  id uuid primary key,
  user_id uuid not null references users,
  opened_at timestamptz not null default platform_now(),
  -- How one came in: a password is asked for again where it matters, unless one has just come in without it.
  way text not null check (way in ('password', 'link', 'proconnect', 'invitation')),
  -- The kind of browser, in plain words; neither its address nor its full name is kept.
  browser text not null check (length(browser) between 1 and 60),
  -- The last act: pages that are only read write nothing.
  acted_at timestamptz not null default platform_now(),
  -- In real time, as the limits kept in the browser; null: as long as its refresh tokens.
  over_at timestamptz,
  ended_at timestamptz
);
create index on sessions (user_id, opened_at);

insert into sessions (id, user_id, opened_at, way, browser, acted_at, ended_at)
  select family_id, user_id, min(created_at), 'password', 'Appareil inconnu', max(created_at), max(revoked_at)
  from refresh_tokens group by family_id, user_id;
alter table refresh_tokens add foreign key (family_id) references sessions;

-- One-time codes (RFC 6238) besides the password, for those who want them.
create table second_factors (
  user_id uuid primary key references users,
  -- AES-256-GCM under a key that the database does not hold: nobody reads it here.
  sealed_secret bytea not null check (length(sealed_secret) between 29 and 200),
  created_at timestamptz not null default platform_now(),
  -- The last time step of which a code was accepted: no code is good twice.
  last_step bigint not null,
  -- Wrong codes in a row, and when the last of them came, in real time.
  wrong_codes smallint not null default 0 check (wrong_codes >= 0),
  wrong_at timestamptz
);

-- In the place of a code, each once, when the phone is lost.
create table recovery_codes (
  id bigint generated always as identity primary key,
  user_id uuid not null references second_factors on delete cascade,
  -- SHA-256 of a secret of 80 bits.
  code_hash bytea not null check (length(code_hash) = 32),
  used_at timestamptz,
  unique (user_id, code_hash)
);

-- Who somebody is at ProConnect (OpenID Connect: issuer and subject, never the address).
create table federated_identities (
  issuer text not null check (length(issuer) between 8 and 300),
  subject text not null check (length(subject) between 1 and 255),
  user_id uuid not null references users,
  linked_at timestamptz not null default platform_now(),
  primary key (issuer, subject)
);
create index on federated_identities (user_id);

-- Who was asked to become a referent of a partner, by whom; charter: "codes d'accès".
create table invitations (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  partner_id uuid not null references partners,
  email text not null check (length(email) between 3 and 254 and email = lower(email)),
  name text not null check (length(name) between 2 and 120),
  invited_by uuid not null references users,
  created_at timestamptz not null default platform_now(),
  -- Sent so many times; each sending has a link of its own, and ends the one before.
  sendings smallint not null default 1 check (sendings between 1 and 20),
  sent_at timestamptz not null default platform_now(),
  -- SHA-256 of the secret in the link, which is derived when the mail leaves and never stored.
  token_hash bytea not null unique check (length(token_hash) = 32),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references users,
  cancelled_at timestamptz,
  cancelled_by uuid references users,
  check ((accepted_at is null) = (accepted_by is null)),
  check ((cancelled_at is null) = (cancelled_by is null)),
  check (num_nonnulls(accepted_at, cancelled_at) <= 1)
);
create index on invitations (territory_id, created_at desc, id desc);
create index on invitations (invited_by);
create index on invitations (accepted_by);
create index on invitations (cancelled_by);
-- One invitation of an address by a partner waits at a time.
create unique index invitations_waiting on invitations (partner_id, email)
  where accepted_at is null and cancelled_at is null;
create index on invitations (partner_id);

-- An invitation goes to somebody who has no account yet.
alter table outbox drop constraint outbox_recipient_kind_check;
alter table outbox add constraint outbox_recipient_kind_check
  check (recipient_kind in ('young-person', 'offer-contact', 'referent', 'user', 'invited'));
