-- Mails to people without an account that come back, agreements whose ending is taken back, charters signed on paper.

-- Nobody without an account reads that their mail did not arrive: it is told to who wrote it, until it is sent anew.
alter table invitations add column mail_bounced_at timestamptz;
alter table charters add column mail_bounced_at timestamptz;

-- What stood before an agreement was ended: it stands again when the ending is taken back before it takes effect. The
-- years that were to come are kept as rows of `agreements`; those of endings declared before this are not known.
alter table agreement_endings
  add column earlier_followed_by text check (earlier_followed_by in ('renewal', 'charter', 'nothing')),
  add column later_years jsonb not null default '[]'
    check (jsonb_typeof(later_years) = 'array' and length(later_years::text) <= 20000),
  add column taken_back_at timestamptz,
  add column taken_back_by uuid references users,
  add constraint agreement_endings_taken_back check (num_nonnulls(taken_back_at, taken_back_by) in (0, 2));
create index on agreement_endings (taken_back_by);

-- A charter signed on paper, as the animation records it: who signed, when, and the scan with its SHA-256.
create table paper_charters (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  partner_id uuid not null references partners,
  signed_on date not null,
  partner_name text not null check (length(partner_name) between 2 and 120),
  partner_function text not null check (length(partner_function) between 2 and 120),
  animation_name text not null check (length(animation_name) between 2 and 120),
  animation_function text not null check (length(animation_function) between 2 and 120),
  scan bytea not null check (length(scan) between 1 and 10000000),
  scan_hash bytea not null check (length(scan_hash) = 32),
  recorded_by uuid not null references users,
  recorded_at timestamptz not null default platform_now()
);
create index on paper_charters (territory_id);
create index on paper_charters (partner_id, recorded_at);
create index on paper_charters (recorded_by);
alter table agreements add column paper_charter_id uuid references paper_charters;
create index on agreements (paper_charter_id);
