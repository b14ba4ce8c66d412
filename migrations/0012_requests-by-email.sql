-- A lost link is sent for ended requests too, and an address is not written to without end: both look for requests by
-- address, ended or not. Erased requests have no address.
drop index requests_by_email;
create index requests_by_email on requests (lower(email), submitted_at) where email is not null;
