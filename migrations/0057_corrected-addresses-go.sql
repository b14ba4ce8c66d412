-- An address that was put right may be a stranger's, and of a signed charter it proves nothing: it goes a year after its act,
-- whatever it hangs on (decision 0037). Each has an id, as all that goes by itself.
alter table corrected_addresses add column id uuid not null unique default gen_random_uuid();

alter table erasures drop constraint erasures_kind_check;
alter table erasures add constraint erasures_kind_check check (kind in
  ('requests', 'professionals', 'invitations', 'imports', 'charters', 'corrected-addresses', 'sign-ins'));
