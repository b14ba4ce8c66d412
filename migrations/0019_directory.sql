-- The directory of professionals: under which words a partner is found, and what each person agreed to show.

-- What somebody agreed to show to professionals under agreement, and until when. Nothing here: their name only.
create table directory_shares (
  id bigint generated always as identity primary key,
  user_id uuid not null references users,
  shown text not null check (shown in ('phone', 'email')),
  -- Which words were agreed to.
  text_version text not null check (length(text_version) between 1 and 40),
  agreed_at timestamptz not null default platform_now(),
  taken_back_at timestamptz,
  check (taken_back_at >= agreed_at)
);
create index on directory_shares (user_id);
create unique index directory_shares_one_running on directory_shares (user_id, shown) where taken_back_at is null;

-- Every word under which a partner is looked for: its name, its people, its offers. Kept by triggers.
create table directory_entries (
  partner_id uuid primary key references partners on delete cascade,
  -- The order of the directory.
  folded_name text not null check (length(folded_name) <= 400),
  -- Folded words, each after a space, so that the beginning of any is found.
  words text not null check (length(words) <= 40000)
);
create index directory_entries_in_order on directory_entries (folded_name collate "C", partner_id);
create index directory_entries_by_words on directory_entries using gin (words gin_trgm_ops) with (fastupdate = off);

create function refresh_directory_entry(changed_partner uuid) returns void
  language sql
begin atomic
  insert into directory_entries (partner_id, folded_name, words)
    select id, left(fold_words(name), 400), left(
      ' ' || fold_words(name)
        || coalesce((select string_agg(' ' || fold_words(users.name), '' order by users.id)
          from referents join users on users.id = user_id
          where partner_id = partners.id and referents.left_at is null and users.left_at is null), '')
        || coalesce((select string_agg(' ' || fold_words(title), '' order by offers.id)
          from offers where partner_id = partners.id and state = 'active'), ''),
      40000)
    from partners where id = changed_partner
  on conflict (partner_id) do update set folded_name = excluded.folded_name, words = excluded.words
    where (directory_entries.folded_name, directory_entries.words) is distinct from (excluded.folded_name, excluded.words);
end;

create function partner_named() returns trigger
  language plpgsql as $$
begin
  perform refresh_directory_entry(new.id);
  return null;
end $$;

-- Of an offer or a referent: `new` is null when the row was deleted.
create function partner_gains_or_loses() returns trigger
  language plpgsql as $$
begin
  perform refresh_directory_entry(coalesce(new.partner_id, old.partner_id));
  return null;
end $$;

create function person_named() returns trigger
  language plpgsql as $$
begin
  perform refresh_directory_entry(partner_id) from referents where user_id = new.id;
  return null;
end $$;

create trigger partner_named after insert or update of name on partners
  for each row execute function partner_named();
create trigger referent_in_directory after insert or delete or update of left_at, user_id, partner_id on referents
  for each row execute function partner_gains_or_loses();
create trigger offer_in_directory after insert or delete or update of title, state on offers
  for each row execute function partner_gains_or_loses();
create trigger person_named after update of name, left_at on users
  for each row execute function person_named();

select refresh_directory_entry(id) from partners;
