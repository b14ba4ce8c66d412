-- Setting up a territory: no day of opening until one is chosen, questionnaires that are written before they are
-- published, and animators who are invited.

-- Null: being set up, no day chosen yet. Young people are shown nothing before that day.
alter table territories alter column opens_on drop not null;

-- One national model a theme, and one copy a territory.
create unique index questionnaires_one on questionnaires (theme_id, territory_id) nulls not distinct;
drop index questionnaires_theme_id_idx;

-- What is asked today is in the tables of 0002; here is what is being written, and everything that was published.
create table questionnaire_versions (
  questionnaire_id uuid not null references questionnaires on delete cascade,
  number smallint not null check (number > 0),
  -- Counts the savings of a draft, so that of two people who write at once the second is told.
  revision integer not null default 1 check (revision > 0),
  state text not null check (state in ('draft', 'published')),
  content jsonb not null check (jsonb_typeof(content) = 'object' and length(content::text) <= 100000),
  author_id uuid not null references users,
  written_at timestamptz not null default platform_now(),
  published_at timestamptz,
  primary key (questionnaire_id, number),
  check ((state = 'published') = (published_at is not null))
);
create unique index questionnaire_versions_one_draft on questionnaire_versions (questionnaire_id) where state = 'draft';
create index on questionnaire_versions (author_id);

-- Words of a questionnaire that are asked no more, or no more so: a request sent before `until` was answered in them.
create table former_words (
  territory_id uuid not null references territories,
  theme_id uuid not null references themes,
  question_code text not null check (question_code ~ '^[a-z0-9-]{2,60}$'),
  -- Empty: the question itself.
  answer_code text not null check (answer_code ~ '^[a-z0-9-]{0,60}$'),
  label text not null check (length(label) between 1 and 300),
  until timestamptz not null default platform_now(),
  primary key (territory_id, theme_id, question_code, answer_code, until)
);
create index on former_words (theme_id);

-- The questions of a questionnaire as one value, in the shape of a version.
create function questionnaire_content(asked uuid) returns jsonb
  language sql stable
begin atomic
  select jsonb_build_object('pages', coalesce(jsonb_agg(jsonb_build_object('title', title, 'titleEn', title_en,
    'questions', coalesce((
      select jsonb_agg(jsonb_build_object('code', code, 'label', label, 'labelEn', label_en, 'help', help,
        'helpEn', help_en, 'kind', kind, 'answers', coalesce((
          select jsonb_agg(jsonb_build_object('code', answers.code, 'label', answers.label, 'labelEn', answers.label_en)
            order by answers.position)
          from answers where question_id = questions.id), '[]'::jsonb)) order by questions.position)
      from questions where page_id = questionnaire_pages.id), '[]'::jsonb)) order by questionnaire_pages.position),
    '[]'::jsonb))
  from questionnaire_pages where questionnaire_id = asked;
end;

-- An invitation without a partner is one to animate its territory.
alter table invitations alter column partner_id drop not null;
create unique index invitations_to_animate_waiting on invitations (territory_id, email)
  where partner_id is null and accepted_at is null and cancelled_at is null;
