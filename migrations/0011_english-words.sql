-- Young people may ask in English. Where a word of theirs has no English, the French one is shown.

alter table themes add name_en text check (length(name_en) between 2 and 120);
alter table needs add name_en text check (length(name_en) between 2 and 160);
alter table questionnaire_pages add title_en text check (length(title_en) between 2 and 160);
alter table questions
  add label_en text check (length(label_en) between 2 and 300),
  add help_en text check (length(help_en) <= 600);
alter table answers add label_en text check (length(label_en) between 1 and 200);
