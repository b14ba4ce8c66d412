-- Rows that belong together say so, where until now only the code did.

-- A deputy is of the same partner: acting for somebody is answering in that partner's name.
alter table referents add unique (id, partner_id);
alter table referents
  drop constraint referents_deputy_id_fkey,
  add foreign key (deputy_id, partner_id) references referents (id, partner_id);
drop index referents_deputy_id_idx;
create index on referents (deputy_id, partner_id);

-- A referral goes to the partner whose offer it is: "never the same partner twice" rests on it.
alter table offers add unique (id, partner_id);
alter table referrals
  drop constraint referrals_offer_id_fkey,
  add foreign key (offer_id, partner_id) references offers (id, partner_id);
drop index referrals_offer_id_sent_at_idx;
create index on referrals (offer_id, partner_id, sent_at);

-- A need is one of the theme asked.
alter table requests
  drop constraint requests_need_id_fkey,
  add foreign key (theme_id, need_id) references needs (theme_id, id);
drop index requests_need_id_idx, requests_theme_id_idx;
create index on requests (theme_id, need_id);

alter table referrals
  -- Working days go up to 5, in the snapshot as on the offer.
  add check (counting = 'calendar' or window_days <= 5),
  add check (state <> 'accepted' or accepted_at is not null),
  add check (grace_until > due_at);
