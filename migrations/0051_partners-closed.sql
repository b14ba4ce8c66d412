-- A partner closes for good: nothing of it is shown any more, and what it held goes elsewhere. Its row stays, with its history.

alter table partners
  add column closed_at timestamptz,
  add column closed_by uuid references users,
  add constraint partners_closed_by_somebody check (num_nonnulls(closed_at, closed_by) in (0, 2));
create index on partners (closed_by);

-- What a partner held when it closed is declined by the animation in its place.
alter table referrals
  drop constraint referrals_decline_reason_check,
  add constraint referrals_decline_reason_check check (decline_reason in
    ('not-eligible', 'out-of-area', 'no-capacity', 'not-our-field', 'duplicate', 'other', 'partner-closed'));
-- Reasons are counted in the order of their list, which is one longer now.
insert into figure_marks (offer_id, month) select offer_id, month from figure_cells;

-- Its agreement ends with the day of closing: nobody is left to give notice to.
alter table agreement_endings
  drop constraint agreement_endings_kind_check,
  add constraint agreement_endings_kind_check check (kind in ('at-term', 'with-notice', 'partner-closed'));
