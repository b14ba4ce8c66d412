-- The address to which a link goes may be put right while nobody has used it: of an invitation, or of a charter that waits for
-- its signatory. The journal keeps that it was, and by whom, and names nobody; what the address was and became hangs on the
-- invitation or the charter, and goes with it (decision 0037).
create table corrected_addresses (
  act_id bigint primary key references acts,
  invitation_id uuid references invitations on delete cascade,
  charter_id uuid references charters on delete cascade,
  old_email text not null check (length(old_email) <= 254),
  new_email text not null check (length(new_email) <= 254),
  check (num_nonnulls(invitation_id, charter_id) = 1)
);
create index on corrected_addresses (invitation_id);
create index on corrected_addresses (charter_id);
