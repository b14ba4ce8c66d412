-- The address of somebody's account may be put right by who watches, once mails to it come back: whoever cannot be reached
-- cannot sign in to do it. What it was and became stands beside the act, as for links, and goes a year after it.
alter table corrected_addresses add column user_id uuid references users;
create index on corrected_addresses (user_id);
alter table corrected_addresses drop constraint corrected_addresses_check;
alter table corrected_addresses add constraint corrected_addresses_check
  check (num_nonnulls(invitation_id, charter_id, user_id) = 1);
