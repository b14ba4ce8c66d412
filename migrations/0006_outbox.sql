-- Mails that must leave: written by the transaction that decided them, sent at least once by the worker.

create table outbox (
  id uuid primary key default gen_random_uuid(),
  mail text not null check (length(mail) <= 60),
  request_id uuid not null references requests,
  referral_id uuid references referrals,
  territory_id uuid not null references territories,
  recipient_kind text not null check (recipient_kind in ('young-person', 'offer-contact', 'referent', 'user')),
  -- Of a referent or a user; the young person and the offer's contact follow from the row's request and referral.
  recipient_id uuid,
  -- At most one mail per milestone (or act) and recipient: mail, referral, which one, recipient.
  once_key text not null unique check (length(once_key) <= 300),
  -- Rows with the same key that are ready together leave as one mail (reminders, per recipient).
  group_key text check (length(group_key) <= 120),
  -- Ids and dates the mail needs besides its rows; no words of anybody.
  details jsonb not null default '{}' check (jsonb_typeof(details) = 'object' and length(details::text) <= 2000),
  created_at timestamptz not null,
  send_after timestamptz not null,
  -- Published to the queue until then; afterwards it is published again. Both leases count in real time, even where
  -- the platform's clock is moved.
  published_until timestamptz,
  -- Being sent until then by one worker: claimed before the side effect.
  claimed_until timestamptz,
  attempts smallint not null default 0 check (attempts >= 0),
  failure text check (length(failure) <= 300),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'bounced', 'needless')),
  -- The row whose Message-ID the mail carried, when rows left together.
  sent_with uuid references outbox,
  done_at timestamptz,
  check ((recipient_kind in ('referent', 'user')) = (recipient_id is not null)),
  check ((state = 'waiting') = (done_at is null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 20000);
create index outbox_waiting on outbox (send_after, id) where state = 'waiting';
create index outbox_groups on outbox (group_key, send_after) where state = 'waiting' and group_key is not null;
create index on outbox (request_id);
create index on outbox (referral_id);
create index on outbox (sent_with) where sent_with is not null;
create index on outbox (territory_id);
