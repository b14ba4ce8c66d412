-- Charters that nobody signed name a person for nothing: they go as well (decision 0037).

alter table erasures drop constraint erasures_kind_check;
alter table erasures add constraint erasures_kind_check
  check (kind in ('requests', 'professionals', 'invitations', 'imports', 'charters', 'sign-ins'));
