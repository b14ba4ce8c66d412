-- Who watches what is given and taken in the pages: somebody is invited to a role, and to what they will watch in it.

-- What an invitation gives to watch: as `perimeters`, once it is accepted.
create table invitation_perimeters (
  id bigint generated always as identity primary key,
  invitation_id uuid not null references invitations on delete cascade,
  territory_id uuid references territories,
  region_code text references regions,
  check (num_nonnulls(territory_id, region_code) = 1),
  unique nulls not distinct (invitation_id, territory_id, region_code)
);
create index on invitation_perimeters (territory_id);
create index on invitation_perimeters (region_code);

-- Null: an invitation to watch, whose places are in `invitation_perimeters`.
alter table invitations alter column territory_id drop not null;
alter table invitations add column role text check (role in ('animator', 'regional', 'observer'));
insert into invitation_perimeters (invitation_id, territory_id)
  select id, territory_id from invitations where partner_id is null;
update invitations set role = 'animator', territory_id = null where partner_id is null;
alter table invitations add constraint invitations_to_one_thing
  check (num_nonnulls(partner_id, role) = 1 and (territory_id is null) = (partner_id is null));

-- Of two people who invite the same address to watch, neither keeps the other from it.
drop index invitations_to_animate_waiting;
update invitations older set cancelled_at = platform_now(), cancelled_by = older.invited_by
  from invitations newer
  where num_nonnulls(older.partner_id, older.accepted_at, older.cancelled_at) = 0
    and num_nonnulls(newer.partner_id, newer.accepted_at, newer.cancelled_at) = 0
    and (older.invited_by, older.email) = (newer.invited_by, newer.email)
    and (older.created_at, older.id) < (newer.created_at, newer.id);
create unique index invitations_to_watch_waiting on invitations (invited_by, email)
  where partner_id is null and accepted_at is null and cancelled_at is null;
