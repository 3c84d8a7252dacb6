set local lock_timeout = '2s';

alter table party drop constraint party_kind_check;
alter table party add constraint party_kind_check check (kind in ('freelancer', 'client', 'broker', 'administrator')) not valid;
alter table party validate constraint party_kind_check;
comment on table party is 'A side a person can act as: the freelancer they are, the team they hire with, or what they watch over deals as. Wallets belong to parties.';

create table member (
  user_id bigint primary key references user_account,
  party_id bigint not null unique references party,
  market text not null,
  kind text not null check (kind in ('freelancer', 'client', 'broker', 'administrator')),
  presence text not null default 'online' check (presence in ('hidden', 'online', 'busy')),
  education smallint check (education between 1 and 4),
  province_id integer,
  city_id integer,
  district_id integer,
  address text not null default '',
  craft_ids integer[] not null default '{}',
  wished_city_ids integer[] not null default '{}',
  industry_ids integer[] not null default '{}',
  min_pay bigint check (min_pay >= 0),
  max_pay bigint check (max_pay >= min_pay),
  is_long_term boolean not null default false,
  ratings integer not null default 0,
  rating_sum integer not null default 0,
  rating_average numeric(3, 1) generated always as (case when ratings = 0 then 0 else round(rating_sum::numeric / ratings, 1) end) stored,
  city_ids integer[] generated always as (case when city_id is null then wished_city_ids else array_append(wished_city_ids, city_id) end) stored,
  updated_at timestamptz not null
);
create index member_newest on member (market, kind, user_id desc);
create index member_popular on member (market, kind, rating_average desc, user_id desc);
create index member_cities on member using gin (city_ids);
create index member_industries on member using gin (industry_ids);
create index member_crafts on member using gin (craft_ids);
comment on table member is 'What a person says of themselves in a market whose members see one another: where they are, what they can, and what work they wish.';
comment on column member.education is '1 bachelor, 2 master, 3 doctor, 4 other.';
comment on column member.min_pay is 'Fen; the pay that is wished, null while nothing has been said.';
comment on column member.city_ids is 'Where they are found: where they are, and where they would work.';

create table work_experience (
  id bigint generated always as identity primary key,
  user_id bigint not null references user_account,
  industry_id integer not null,
  years integer not null check (years between 0 and 80),
  description text not null,
  created_at timestamptz not null
);
create index work_experience_user on work_experience (user_id, id desc);

create table shared_experience (
  id bigint generated always as identity primary key,
  market text not null,
  asker_id bigint not null references user_account,
  asked_id bigint not null references user_account,
  description text not null,
  start_day date not null,
  end_day date not null check (end_day >= start_day),
  state text not null check (state in ('asked', 'accepted', 'declined')),
  created_at timestamptz not null,
  answered_at timestamptz,
  check (asker_id <> asked_id)
);
create index shared_experience_asker on shared_experience (asker_id, id desc);
create index shared_experience_asked on shared_experience (asked_id, id desc);
create unique index shared_experience_open on shared_experience (asker_id, asked_id, start_day, end_day, md5(description)) where state <> 'declined';
comment on table shared_experience is 'Work two people have done together: one says so, the other confirms it.';

create table member_work (
  id bigint generated always as identity primary key,
  user_id bigint not null references user_account,
  title text not null,
  description text not null default '',
  file_id bigint not null references file,
  created_at timestamptz not null
);
create index member_work_user on member_work (user_id, id desc);
create index member_work_file on member_work (file_id);

create table inbox_message (
  id bigint generated always as identity primary key,
  market text not null,
  user_id bigint not null references user_account,
  kind text not null,
  type text not null check (type in ('notice', 'task', 'question')),
  subject text not null,
  facts jsonb not null,
  once text,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined')),
  answered_by bigint references user_account,
  answered_at timestamptz,
  read_at timestamptz,
  created_at timestamptz not null,
  check ((state = 'open') = (answered_at is null))
);
create index inbox_message_user on inbox_message (user_id, id desc);
create index inbox_message_waiting on inbox_message (user_id, id desc) where answered_at is null and (read_at is null or type <> 'notice');
create index inbox_message_subject on inbox_message (subject, kind, id);
create index inbox_message_answered_by on inbox_message (answered_by);
create unique index inbox_message_once on inbox_message (user_id, once) where once is not null;
comment on table inbox_message is 'What a person is told or asked inside a market. A task or a question is answered once; what the answer does is read from its subject.';
comment on column inbox_message.facts is 'Names and numbers as they were when it was sent, for whoever puts it into words.';
comment on column inbox_message.once is 'Under which name it is sent at most once to a person.';

alter table pay_order drop constraint pay_order_purpose_check;
alter table pay_order add constraint pay_order_purpose_check check (purpose in ('topup', 'milestones', 'week', 'bonus', 'step', 'gig', 'consultation')) not valid;
alter table pay_order validate constraint pay_order_purpose_check;

create table project (
  id bigint generated always as identity primary key,
  market text not null,
  manager_id bigint not null references user_account,
  manager_party_id bigint not null references party,
  broker_id bigint references user_account,
  state text not null check (state in ('rejected', 'in_review', 'recruiting', 'ready', 'running', 'finished', 'terminated')),
  title text not null,
  description text not null,
  image text not null default '',
  start_day date,
  end_day date check (end_day >= start_day),
  min_pay bigint not null default 0 check (min_pay >= 0),
  max_pay bigint not null default 0 check (max_pay >= min_pay),
  is_long_term boolean not null default false,
  industry_id integer not null,
  industry_years integer not null default 0,
  province_id integer,
  city_id integer,
  district_id integer,
  headcount integer not null default 1 check (headcount > 0),
  hired integer not null default 0 check (hired >= 0),
  craft_ids integer[] not null default '{}',
  words text[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index project_newest on project (market, state, id desc);
create index project_manager on project (manager_id, id desc);
create index project_manager_party on project (manager_party_id);
create index project_broker on project (broker_id, id desc);
create index project_words on project using gin (words);
create index project_city on project (city_id, id desc);
create index project_industry on project (industry_id, id desc);
comment on table project is 'Work that a manager recruits people for, under the eyes of a broker.';
comment on column project.min_pay is 'Fen.';
comment on column project.words is 'The words of title and description that it is found by.';

create table project_step (
  id bigint generated always as identity primary key,
  project_id bigint not null references project,
  place integer not null,
  name text not null,
  state text not null check (state in ('waiting', 'recruiting', 'running', 'in_acceptance', 'accepted')),
  created_at timestamptz not null,
  unique (project_id, place)
);
comment on table project_step is 'A part of a project that is recruited for, done, accepted and paid on its own, one after the other.';

create table project_position (
  id bigint generated always as identity primary key,
  step_id bigint not null references project_step on delete cascade,
  type integer not null,
  name text not null,
  salary bigint not null check (salary >= 0),
  headcount integer not null check (headcount > 0)
);
create index project_position_step on project_position (step_id, id);
comment on column project_position.salary is 'Fen for the whole step.';

create table hiring (
  id bigint generated always as identity primary key,
  project_id bigint not null references project,
  step_id bigint references project_step,
  user_id bigint not null references user_account,
  party_id bigint not null references party,
  state text not null check (state in ('offered', 'accepted', 'declined', 'lapsed', 'ending', 'ended')),
  position_type integer,
  position_name text not null default '',
  salary bigint check (salary >= 0),
  paid bigint not null default 0 check (paid >= 0),
  created_at timestamptz not null
);
create index hiring_project on hiring (project_id, id);
create index hiring_step on hiring (step_id, id);
create index hiring_user on hiring (user_id, id desc);
create index hiring_party on hiring (party_id);
create unique index hiring_live on hiring (project_id, coalesce(step_id, 0), user_id) where state in ('offered', 'accepted', 'ending');
comment on table hiring is 'Somebody''s part in a project, or in one step of it for a salary in fen.';
comment on column hiring.paid is 'Fen out of the step''s escrow, before the fee.';

create table project_move (
  id bigint generated always as identity primary key,
  project_id bigint not null references project,
  noun text not null check (noun in ('project', 'step', 'hiring')),
  subject_id bigint not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  user_id bigint references user_account,
  note text not null default '',
  at timestamptz not null
);
create index project_move_project on project_move (project_id, id);
create index project_move_user on project_move (user_id);

create table step_funding (
  order_id bigint primary key references pay_order,
  step_id bigint not null references project_step,
  amount bigint not null check (amount > 0),
  paid bigint not null default 0 check (paid >= 0),
  returned bigint not null default 0 check (returned >= 0),
  check (paid + returned <= amount)
);
create index step_funding_step on step_funding (step_id, order_id);
comment on table step_funding is 'What a manager has set aside for a step: each order has an escrow of its own, out of which people are paid. Fen.';

create table recommendation (
  step_id bigint not null references project_step on delete cascade,
  user_id bigint not null references user_account,
  broker_id bigint not null references user_account,
  created_at timestamptz not null,
  primary key (step_id, user_id)
);
create index recommendation_user on recommendation (user_id);
create index recommendation_broker on recommendation (broker_id);

create table project_rating (
  project_id bigint not null references project,
  author_id bigint not null references user_account,
  about_id bigint not null references user_account,
  rating smallint not null check (rating between 1 and 5),
  created_at timestamptz not null,
  primary key (project_id, author_id, about_id)
);
create index project_rating_author on project_rating (author_id);
create index project_rating_about on project_rating (about_id);
