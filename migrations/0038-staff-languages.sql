-- A person of the staff may have chosen any language of the pages, also the one that is made of another.

alter table staff drop constraint staff_locale_check;
alter table staff add constraint staff_locale_check check (locale in ('en', 'zh-CN', 'zh-TW'));
