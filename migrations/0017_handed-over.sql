-- A referral may be handed over to one colleague of its partner, who then follows it: reminders go there first.

alter table referrals
  add column referent_id uuid,
  add foreign key (referent_id, partner_id) references referents (id, partner_id);
-- "À moi" in the inbox, by due date; it covers the foreign key.
create index referrals_of_referent on referrals (referent_id, partner_id, due_at, id) where referent_id is not null;
