-- A signed charter, its scan and the names of its signatories go five years after the last day of the agreement that it gave
-- (decision 0037): until then it is its proof (Code civil, art. 2224).
alter table erasures drop constraint erasures_kind_check;
alter table erasures add constraint erasures_kind_check check (kind in ('requests', 'professionals', 'invitations', 'imports',
  'charters', 'signed-charters', 'corrected-addresses', 'sign-ins'));
