-- What young people can ask for, and the questions that tell which offers fit.

create table themes (
  id uuid primary key default gen_random_uuid(),
  code text not null unique check (code ~ '^[a-z0-9-]{2,60}$'),
  name text not null check (length(name) between 2 and 120),
  position smallint not null default 0
);

create table needs (
  id uuid primary key default gen_random_uuid(),
  theme_id uuid not null references themes,
  code text not null check (code ~ '^[a-z0-9-]{2,60}$'),
  name text not null check (length(name) between 2 and 160),
  position smallint not null default 0,
  unique (theme_id, code),
  unique (theme_id, id)
);

create table questionnaires (
  id uuid primary key default gen_random_uuid(),
  theme_id uuid not null references themes,
  -- Null: the national model, copied and edited by territories.
  territory_id uuid references territories,
  name text not null check (length(name) between 2 and 160)
);
create index on questionnaires (theme_id);
create index on questionnaires (territory_id);

create table questionnaire_pages (
  id uuid primary key default gen_random_uuid(),
  questionnaire_id uuid not null references questionnaires on delete cascade,
  position smallint not null,
  title text not null check (length(title) between 2 and 160),
  unique (questionnaire_id, position)
);

create table questions (
  id uuid primary key default gen_random_uuid(),
  page_id uuid not null references questionnaire_pages on delete cascade,
  position smallint not null,
  -- The code is what offers' criteria name: the same question keeps its code in every territory's copy.
  code text not null check (code ~ '^[a-z0-9-]{2,60}$'),
  label text not null check (length(label) between 2 and 300),
  help text check (length(help) <= 600),
  kind text not null check (kind in ('one', 'several')),
  unique (page_id, position)
);

create table answers (
  id uuid primary key default gen_random_uuid(),
  question_id uuid not null references questions on delete cascade,
  position smallint not null,
  code text not null check (code ~ '^[a-z0-9-]{1,60}$'),
  label text not null check (length(label) between 1 and 200),
  unique (question_id, position),
  unique (question_id, code)
);

create table territory_themes (
  territory_id uuid not null references territories,
  theme_id uuid not null references themes,
  questionnaire_id uuid not null references questionnaires,
  primary key (territory_id, theme_id)
);
create index on territory_themes (theme_id);
create index on territory_themes (questionnaire_id);
