-- When the last attempt took place that counts towards the three which "unreachable" takes.

alter table referrals add column last_attempt_at timestamptz;

update referrals set last_attempt_at = (
  select max((event ->> 'contactedAt')::timestamptz) from journal
  where journal.referral_id = referrals.id and event ->> 'kind' = 'contact-recorded' and event ->> 'reached' = 'false')
where attempts > 0;
