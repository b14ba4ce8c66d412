-- Where a link to sign in leads is kept with it: the page one last asked for wins, and no address of a mail holds it.

alter table sign_in_links
  -- A page of the professionals' space, as it was asked for.
  add column go_on text not null default '/' check (length(go_on) between 1 and 300);
