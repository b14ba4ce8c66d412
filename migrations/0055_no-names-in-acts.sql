-- Acts name nobody: who was invited to watch, or watched, is read by the id while their name may be known. Role and place are
-- kept as codes, which the page puts into words. Appended to, never changed: but for this once.
alter table acts disable trigger acts_are_only_appended;
update acts set about = null,
  old_value = replace(replace(replace(replace(old_value, 'Animation territoriale : ', 'animator/'),
    'Animation régionale : ', 'regional/'), 'Lecture seule : ', 'observer/'), 'Animation nationale', 'national/'),
  new_value = replace(replace(replace(replace(new_value, 'Animation territoriale : ', 'animator/'),
    'Animation régionale : ', 'regional/'), 'Lecture seule : ', 'observer/'), 'Animation nationale', 'national/')
where kind in ('watch-offered', 'watch-offer-cancelled', 'watch-accepted', 'watch-ended');
alter table acts enable trigger acts_are_only_appended;

-- The text of a charter signed on paper is its scan, called by the year of its signatures.
update agreements set charter_version = extract(year from signed_on) || ' (papier)' where paper_charter_id is not null;
