-- When a mail was last taken up to be sent. Whom it goes to is read then: what is put right between that and the answer of
-- the mail server is not where it went, so a refusal says nothing of it.
alter table outbox add column claimed_at timestamptz;
