/** What there is to see of people: the pictures of a card, and an appeal with the restriction it is against. */
import { sql } from '../../kernel/context.ts';
import type { TimelineRow } from './timeline.ts';

export const personFacts = sql<{
  real_name: string;
  id_shown: string;
  person: string;
  person_uid: string;
  phone: string | null;
  submitted_at: Date;
  user_id: bigint;
  front_file_id: bigint;
  back_file_id: bigint;
}>(
  'oversight.person_facts',
  `select r.name as real_name, r.shown as id_shown, u.name as person, u.uid as person_uid, u.phone, r.submitted_at, r.user_id,
     r.front_file_id, r.back_file_id
   from identity_review r join user_account u on u.id = r.user_id where r.market = $1 and r.id = $2`,
);
export const personTimeline = sql<TimelineRow>(
  'oversight.person_timeline',
  `select at, by_role as who, move as what, 'identity' as subject, note, null::bigint as file_id
   from identity_check_move where user_id = $1 order by id limit 200`,
);

export const appealFacts = sql<{
  person: string;
  person_uid: string;
  restricted_because: string;
  restricted_by: string | null;
  restricted_at: Date;
  appeal: string;
  submitted_at: Date;
}>(
  'oversight.appeal_facts',
  `select u.name as person, u.uid as person_uid, r.reason as restricted_because, o.shown_name as restricted_by,
     r.made_at as restricted_at, a.content as appeal, a.made_at as submitted_at
   from appeal a join restriction r on r.id = a.restriction_id join user_account u on u.id = r.user_id
     left join operator_account o on o.id = r.operator_id
   where a.market = $1 and a.id = $2`,
);
/** What has become of the appeal, after what became of those before it. */
export const appealTimeline = sql<TimelineRow>(
  'oversight.appeal_timeline',
  `select * from (
     (select r.made_at as at, coalesce(o.shown_name, 'system') as who, 'restrict' as what, 'restriction' as subject,
        r.reason as note, null::bigint as file_id
      from restriction own join restriction r on r.user_id = own.user_id left join operator_account o on o.id = r.operator_id
      where own.id = (select restriction_id from appeal where id = $1) order by r.id desc limit 100)
     union all
     (select a.made_at, u.name, 'submit', 'appeal', a.content, null
      from appeal mine join restriction own on own.id = mine.restriction_id
        join restriction r on r.user_id = own.user_id join appeal a on a.restriction_id = r.id
        join user_account u on u.id = r.user_id
      where mine.id = $1 order by a.id desc limit 100)
     union all
     (select v.at, v.by_role, v.move, 'appeal', v.note, null
      from appeal mine join restriction own on own.id = mine.restriction_id
        join restriction r on r.user_id = own.user_id join appeal a on a.restriction_id = r.id
        join appeal_move v on v.appeal_id = a.id
      where mine.id = $1 order by v.id desc limit 100)
   ) told order by at`,
);
