-- Co-accompaniment (Rouen convention, article 2): with the young person's consent, the referents of two partners follow one
-- referral. Who follows is need-to-know: access goes with a row that has begun and has not ended.

create table accompaniments (
  id uuid primary key default gen_random_uuid(),
  referral_id uuid not null references referrals,
  -- The second partner, and who accompanies there; the first one is the referral's own.
  partner_id uuid not null references partners,
  referent_id uuid not null,
  -- "Référent de parcours": the young person's one interlocutor, of either partner.
  pathway_referent_id uuid not null references referents,
  proposed_by uuid not null references users,
  proposed_at timestamptz not null,
  -- Said to the professional, or given on the tracking page. Until then the second partner sees nothing.
  consent text check (consent in ('spoken', 'own-choice')),
  began_at timestamptz,
  ended_at timestamptz,
  ended_by text check (ended_by in ('young-person', 'referent', 'animator')),
  foreign key (referent_id, partner_id) references referents (id, partner_id),
  check ((consent is null) = (began_at is null)),
  check ((ended_at is null) = (ended_by is null))
);
-- Two partners, not three.
create unique index one_accompaniment_per_referral on accompaniments (referral_id) where ended_at is null;
create index on accompaniments (referral_id);
-- What a partner accompanies now.
create index accompaniments_of_partner on accompaniments (partner_id) where ended_at is null and began_at is not null;
create index on accompaniments (partner_id);
create index on accompaniments (referent_id, partner_id);
create index on accompaniments (pathway_referent_id);
create index on accompaniments (proposed_by);

alter table notes
  -- Shared: for everybody who follows the referral. Private: for the author's own partner.
  add column visibility text not null default 'shared' check (visibility in ('shared', 'private')),
  -- The partner in whose name the note was written; null for the animation's.
  add column partner_id uuid references partners,
  add check (visibility = 'shared' or partner_id is not null);
create index on notes (partner_id) where partner_id is not null;
