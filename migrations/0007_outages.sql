-- When the platform itself was down: the time it cost partners is given back to them (domain.md §4).

-- One row: the last sign of life of any worker, in real time.
create table heartbeat (
  only_row boolean primary key default true check (only_row),
  beat_at timestamptz not null
);

create table outages (
  id bigint generated always as identity primary key,
  from_at timestamptz not null,
  to_at timestamptz not null,
  check (to_at > from_at)
);
create index on outages (to_at);
