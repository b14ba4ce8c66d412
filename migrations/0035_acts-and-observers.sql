-- Who did what in the animation; and people who read its figures and change nothing.

alter table users drop constraint users_role_check;
alter table users add constraint users_role_check
  check (role in ('referent', 'animator', 'regional', 'national', 'observer'));

-- Acts of people, and of the platform in their place, that no history of their own keeps: those on referrals are in
-- `journal`, those on offers in `offer_changes`, those on teams in `team_changes`. Appended to, never changed; never holds
-- anything of a young person.
create table acts (
  id bigint generated always as identity primary key,
  at timestamptz not null default platform_now(),
  -- Null: the platform itself.
  user_id uuid references users,
  kind text not null check (length(kind) between 2 and 60),
  -- Null: it concerns the whole nation.
  territory_id uuid references territories,
  partner_id uuid references partners,
  -- What it was done to, by its own id.
  about_id text check (length(about_id) between 1 and 80),
  -- What it is called, and what was there before and after, in words that professionals wrote or read.
  about text check (length(about) <= 300),
  old_value text check (length(old_value) <= 2000),
  new_value text check (length(new_value) <= 2000)
);
create index acts_in_order on acts (at, id);
create index on acts (territory_id, at, id);
create index on acts (user_id);
create index on acts (partner_id);

create function acts_are_only_appended() returns trigger
  language plpgsql as $$
begin
  raise exception 'acts are only appended to';
end $$;
create trigger acts_are_only_appended
  before update or delete or truncate on acts
  for each statement execute function acts_are_only_appended();

-- The journal page reads all histories by time.
create index journal_of_people on journal (at, id) where actor_id is not null;
create index offer_changes_in_order on offer_changes (at, id);
create index team_changes_in_order on team_changes (at, id);
