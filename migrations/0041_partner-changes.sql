-- Every field of a partner that changes: who, when, old and new value (domain.md §7).

create table partner_changes (
  id bigint generated always as identity primary key,
  partner_id uuid not null references partners on delete cascade,
  at timestamptz not null default platform_now(),
  -- Null: nobody signed in did it.
  by_user uuid references users,
  -- As files call it: name, address, phone…
  field text not null check (length(field) <= 40),
  old_value text check (length(old_value) <= 2000),
  new_value text check (length(new_value) <= 2000)
);
create index on partner_changes (partner_id, id);
create index on partner_changes (by_user);

-- Kept by a trigger, so that no way of changing a partner forgets it. Who does it says so for its transaction:
-- set_config('boussole.user_id', …, true).
create function partner_changed() returns trigger
  language plpgsql as $$
begin
  insert into partner_changes (partner_id, by_user, field, old_value, new_value)
  select new.id, nullif(current_setting('boussole.user_id', true), '')::uuid, fields.field,
    left(before.value, 2000), left(fields.value, 2000)
  from jsonb_each_text(jsonb_build_object('name', new.name, 'siret', new.siret, 'roleInWords', new.role_in_words,
      'communeCode', new.commune_code, 'address', new.address, 'phone', new.phone, 'email', new.email,
      'website', new.website)) as fields (field, value)
    join jsonb_each_text(jsonb_build_object('name', old.name, 'siret', old.siret, 'roleInWords', old.role_in_words,
      'communeCode', old.commune_code, 'address', old.address, 'phone', old.phone, 'email', old.email,
      'website', old.website)) as before (field, value) on before.field = fields.field
  where fields.value is distinct from before.value;
  return null;
end $$;
create trigger partner_changed after update on partners
  for each row when (old.* is distinct from new.*) execute function partner_changed();
