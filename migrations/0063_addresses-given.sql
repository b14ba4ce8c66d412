-- How often requests were given one address within an hour, so that nobody is flooded by ours in somebody else's name.
-- Counted apart from the requests: there the address can be corrected or erased, and the mail has left all the same.
-- Only a hash of the address, forgotten once its hour is over.
create table addresses_given (
  address_hash bytea primary key check (octet_length(address_hash) = 32),
  since timestamptz not null,
  times integer not null check (times > 0)
);
