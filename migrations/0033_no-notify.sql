-- Open pages read the journal for what has changed: NOTIFY let transactions commit only one after the other.
drop trigger referral_is_born on referrals;
drop trigger referral_has_moved on referrals;
drop function tell_that_counts_changed();
