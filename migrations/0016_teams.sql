-- Teams: for which themes and areas a referent answers, planned absences, and who changed what of a partner's people.

-- For which themes a referent answers; none: for all of them.
create table referent_themes (
  referent_id uuid not null references referents on delete cascade,
  theme_id uuid not null references themes,
  primary key (referent_id, theme_id)
);
create index on referent_themes (theme_id);

-- For which communes or groups of communes; none: for all of them. Codes as in `offer_zones`.
create table referent_zones (
  referent_id uuid not null references referents on delete cascade,
  zone_code text not null check (zone_code ~ '^(C:([0-9]{5}|2[AB][0-9]{3})|E:[0-9]{9})$'),
  primary key (referent_id, zone_code)
);

-- Who changed what, when: codes, ids and days only.
create table team_changes (
  id bigint generated always as identity primary key,
  partner_id uuid not null references partners,
  referent_id uuid not null references referents,
  at timestamptz not null default platform_now(),
  by_user uuid not null references users,
  kind text not null check (kind in ('absence-planned', 'absence-changed', 'absence-cancelled', 'deputy', 'themes',
    'area', 'left')),
  old_value jsonb check (length(old_value::text) <= 2000),
  new_value jsonb check (length(new_value::text) <= 2000)
);
create index on team_changes (partner_id, id);
create index on team_changes (referent_id);
create index on team_changes (by_user);
