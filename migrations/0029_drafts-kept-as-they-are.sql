-- A draft is kept as it is, complete or not: only what was proposed to young people, or ran once, has to be whole.

alter table offers
  alter column need_id drop not null,
  alter column window_days drop not null,
  alter column age_min drop not null,
  alter column age_max drop not null,
  alter column contact_email drop not null,
  alter column valid_from drop not null,
  drop constraint offers_title_check,
  drop constraint offers_description_check,
  drop constraint offers_place_check,
  drop constraint offers_age_min_check,
  drop constraint offers_age_max_check,
  -- Ages in order; five working days at most; the last day not before the first: said of what is whole, below.
  drop constraint offers_check,
  drop constraint offers_check1,
  drop constraint offers_check2,
  -- Room for what is typed too long and shortened later; a version's 10,000 characters hold it.
  add constraint offers_title_check check (length(title) <= 200),
  add constraint offers_description_check check (length(description) <= 3000),
  add constraint offers_place_check check (length(place) <= 400),
  add constraint offers_age_min_check check (age_min between 0 and 150),
  add constraint offers_age_max_check check (age_max between 0 and 150),
  -- A draft may lack its need, on which the key of both columns then says nothing.
  add foreign key (theme_id) references themes,
  add constraint offers_whole check (state in ('draft', 'withdrawn') or (
    length(title) between 3 and 120 and length(description) between 3 and 1500 and coalesce(length(place), 0) <= 300
    and need_id is not null and window_days is not null and (counting = 'calendar' or window_days <= 5)
    and coalesce(age_min >= 15 and age_min <= age_max and age_max <= 35, false)
    and contact_email is not null and valid_from is not null and (valid_until is null or valid_until >= valid_from)));

create index offers_by_title on offers (partner_id, title, id);
create index offers_of_territory_by_title on offers (territory_id, title, id);
-- Those that begin with the same columns serve for them.
drop index offers_partner_id_idx;
drop index offers_territory_id_idx;

-- As before, of a draft without a need as well.
create or replace function offer_content(asked_offer uuid) returns jsonb
  language sql stable
begin atomic
  select jsonb_build_object('theme', themes.code, 'need', needs.code, 'title', title, 'description', description,
    'place', place, 'windowDays', window_days, 'counting', counting, 'ageMin', age_min, 'ageMax', age_max,
    'criteria', criteria, 'zones', coalesce(
      (select jsonb_agg(zone_code order by zone_code) from offer_zones where offer_id = offers.id), '[]'::jsonb))
  from offers join themes on themes.id = offers.theme_id left join needs on needs.id = offers.need_id
  where offers.id = asked_offer;
end;
