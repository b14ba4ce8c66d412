-- Contacts that a young person contradicts: few, and looked for among all that were recorded, on the page of the day.
create index journal_of_claims on journal (referral_id) where event ->> 'kind' = 'claimed';
