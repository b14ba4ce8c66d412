-- Letters: mails to professionals that are about no request. They leave by the same outbox, with the same guarantees.

alter table outbox
  alter column request_id drop not null,
  -- A regional or national user belongs to no territory.
  alter column territory_id drop not null,
  add check (request_id is not null or (referral_id is null and recipient_kind <> 'young-person')),
  add check (request_id is null or territory_id is not null);

-- Links with which a professional signs in: once, within ten minutes.
create table sign_in_links (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users,
  -- SHA-256 of the secret in the link, which is derived when the mail leaves and never stored.
  token_hash bytea not null unique check (length(token_hash) = 32),
  created_at timestamptz not null default platform_now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on sign_in_links (user_id, created_at);
