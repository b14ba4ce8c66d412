-- How often a mail was handed to the queue: a queue that says it has it already is believed once, then it is a new job.
alter table outbox add column publications smallint not null default 0 check (publications >= 0);
