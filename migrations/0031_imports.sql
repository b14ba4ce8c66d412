-- Files from which partners, offers and referents are taken over: tried line by line, applied whole, undone.

alter table partners
  add column latitude double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  -- The identifier of whoever the file comes from (data.inclusion: `id`), by which the next file knows it again.
  add column source_id text check (length(source_id) between 1 and 200),
  add check ((latitude is null) = (longitude is null));
alter table offers
  add column source_id text check (length(source_id) between 1 and 200);

create unique index partners_by_source on partners (territory_id, source_id) where source_id is not null;
create unique index offers_by_source on offers (territory_id, source_id) where source_id is not null;
-- By what a line of a file is known to be a partner that is there already.
create index partners_by_folded_name on partners (territory_id, fold_words(name));
create index partners_by_email on partners (territory_id, lower(email)) where email is not null;

-- Communes change once a year: no list of entries still to be indexed, which a look-up would read each time.
alter index communes_by_postal_code set (fastupdate = off);

create table imports (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  kind text not null check (kind in ('partners', 'offers', 'referents')),
  file_name text not null check (length(file_name) between 1 and 160),
  byte_count integer not null default 0 check (byte_count between 0 and 30000000),
  format text check (format in ('csv', 'json')),
  encoding text check (encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')),
  delimiter text check (delimiter in (';', ',', '|', E'\t')),
  -- Names of the columns, as the file has them, and the first lines.
  headers jsonb check (jsonb_typeof(headers) = 'array' and length(headers::text) <= 60000),
  sample jsonb check (jsonb_typeof(sample) = 'array' and length(sample::text) <= 400000),
  -- For each column the field it fills, or null.
  mapping jsonb check (jsonb_typeof(mapping) = 'array' and length(mapping::text) <= 20000),
  state text not null default 'receiving' check (state in (
    'receiving', 'received', 'trying', 'tried', 'applying', 'applied', 'undoing', 'undone', 'dropped')),
  -- How far what is under way has come: bytes while it is read, lines afterwards.
  step text check (step in ('reading', 'comparing')),
  done integer not null default 0 check (done >= 0),
  whole integer not null default 0 check (whole >= 0),
  line_count integer not null default 0 check (line_count >= 0),
  -- Why the last try, application or undoing ended without doing anything.
  failure text check (length(failure) <= 60),
  failure_lines jsonb check (jsonb_typeof(failure_lines) = 'array' and length(failure_lines::text) <= 2000),
  -- What the animator chose on applying.
  without_refused boolean not null default false,
  with_mail_twins boolean not null default false,
  -- It is applied as soon as it is tried, if no line is refused.
  applies_when_tried boolean not null default false,
  created_by uuid not null references users,
  created_at timestamptz not null default platform_now(),
  tried_at timestamptz,
  applied_by uuid references users,
  applied_at timestamptz,
  undone_by uuid references users,
  undone_at timestamptz,
  -- One worker at a time; in real time, as it is about a machine that may have died.
  claimed_until timestamptz,
  check (state <> 'applied' or (applied_by is not null and applied_at is not null))
);
create index imports_of_territory on imports (territory_id, created_at desc, id desc);
create index imports_under_way on imports (created_at, id) where state in ('trying', 'applying', 'undoing');
create index on imports (created_by);
create index on imports (applied_by);
create index on imports (undone_by);

-- The file itself, in pieces, until it is applied or dropped.
create table import_pieces (
  import_id uuid not null references imports on delete cascade,
  place integer not null check (place >= 0),
  content bytea not null check (length(content) <= 1048576),
  primary key (import_id, place)
);

create table import_lines (
  import_id uuid not null references imports on delete cascade,
  line integer not null check (line > 0),
  -- As the file has them.
  cells jsonb not null check (jsonb_typeof(cells) = 'array' and length(cells::text) <= 100000),
  -- Null: read, and still to be compared with what is there.
  outcome text check (outcome in ('new', 'changed', 'same', 'duplicate', 'incomplete', 'refused')),
  -- What is written, and what had to be looked up for it.
  given jsonb not null check (jsonb_typeof(given) = 'object' and length(given::text) <= 60000),
  asked jsonb not null check (jsonb_typeof(asked) = 'object' and length(asked::text) <= 20000),
  -- { field, code } of what is wrong, of what was mended, of what an offer lacks; { field: [old, new] } of what changes.
  faults jsonb not null default '[]' check (jsonb_typeof(faults) = 'array' and length(faults::text) <= 4000),
  mended jsonb not null default '[]' check (jsonb_typeof(mended) = 'array' and length(mended::text) <= 4000),
  changes jsonb check (jsonb_typeof(changes) = 'object' and length(changes::text) <= 60000),
  -- The partner, offer or expected referent that the line is, or made. Of several kinds, so no foreign key.
  target_id uuid,
  twin_line integer check (twin_line > 0),
  twin_by text check (twin_by in ('source', 'siret', 'name', 'email', 'target')),
  -- What the target was when the line was tried, and what it became.
  seen jsonb check (jsonb_typeof(seen) = 'object' and length(seen::text) <= 20000),
  written jsonb check (jsonb_typeof(written) = 'object' and length(written::text) <= 20000),
  primary key (import_id, line)
);
create index import_lines_by_outcome on import_lines (import_id, outcome, line);

-- Which field a column of this name fills in this territory's files, as last said; null: none.
create table import_columns (
  territory_id uuid not null references territories,
  kind text not null check (kind in ('partners', 'offers', 'referents')),
  header text not null check (length(header) between 1 and 200),
  field text check (length(field) <= 40),
  primary key (territory_id, kind, header)
);

-- Which of our needs a topic of data.inclusion is in this territory, as last said; null: none of them.
create table import_topics (
  territory_id uuid not null references territories,
  topic text not null check (length(topic) between 1 and 120),
  theme_id uuid,
  need_id uuid,
  primary key (territory_id, topic),
  foreign key (theme_id, need_id) references needs (theme_id, id),
  check ((theme_id is null) = (need_id is null))
);
create index on import_topics (theme_id, need_id);

-- People whom a file names as referents. The file invites nobody: somebody presses for it.
create table expected_referents (
  id uuid primary key default gen_random_uuid(),
  territory_id uuid not null references territories,
  partner_id uuid not null references partners,
  import_id uuid not null references imports,
  name text not null check (length(name) between 2 and 80),
  email text not null check (length(email) between 3 and 254 and email = lower(email)),
  created_at timestamptz not null default platform_now(),
  invited_at timestamptz,
  invited_by uuid references users,
  unique (partner_id, email),
  check ((invited_at is null) = (invited_by is null))
);
create index on expected_referents (territory_id);
create index expected_referents_to_invite on expected_referents (import_id, id);
create index on expected_referents (invited_by);

-- What files may say of a partner, as it is.
create function partner_as_imported(asked partners) returns jsonb
  language sql immutable
begin atomic
  select jsonb_build_object('name', asked.name, 'siret', asked.siret, 'roleInWords', asked.role_in_words,
    'communeCode', asked.commune_code, 'address', asked.address, 'phone', asked.phone, 'email', asked.email,
    'website', asked.website, 'latitude', asked.latitude, 'longitude', asked.longitude, 'sourceId', asked.source_id);
end;

-- What of an offer tells that somebody went on writing it since.
create function offer_as_imported(asked_offer uuid) returns jsonb
  language sql stable
begin atomic
  select jsonb_build_object('state', state, 'changes', (select count(*) from offer_changes where offer_id = offers.id),
    'newest', (select jsonb_build_object('number', number, 'revision', revision, 'state', offer_versions.state)
      from offer_versions where offer_id = offers.id order by number desc limit 1))
  from offers where id = asked_offer;
end;

-- Partners of a file enter the directory together: one statement for all of them, instead of one call each.
create function partners_made() returns trigger
  language plpgsql as $$
begin
  -- Nobody answers for them and nothing is offered yet: what comes later refreshes their entry.
  insert into directory_entries (partner_id, folded_name, words)
    select id, left(fold_words(name), 400), left(' ' || fold_words(name), 40000) from made
    on conflict do nothing;
  return null;
end $$;
drop trigger partner_named on partners;
create trigger partner_named after update of name on partners
  for each row when (old.name is distinct from new.name) execute function partner_named();
create trigger partners_made after insert on partners
  referencing new table as made for each statement execute function partners_made();
