/** What there is to see of gig requests and of disputed consultations. */
import { sql } from '../../kernel/context.ts';
import type { TimelineRow } from './timeline.ts';

export const gigFacts = sql<{
  title: string;
  number: string;
  client: string;
  kind: string;
  price: bigint;
  settlement: string;
  place: string;
  works_from: Date | null;
  works_until: Date | null;
  category: string;
  detail: string;
}>(
  'oversight.gig_facts',
  `select r.title, r.number, p.name as client, r.kind, r.price, r.settlement, r.place, r.works_from, r.works_until, r.category,
     r.detail
   from gig_request r join party p on p.id = r.client_party_id where r.market = $1 and r.id = $2`,
);

export const gigTimeline = sql<TimelineRow>(
  'oversight.gig_timeline',
  `select at, by_role as who, move as what, 'request' as subject, note, null::bigint as file_id
   from gig_request_move where request_id = $1 order by id limit 200`,
);

export const consultationFacts = sql<{
  title: string;
  order_no: string;
  client: string;
  freelancer: string;
  price: bigint;
  question: string;
  result: string;
}>(
  'oversight.consultation_facts',
  `select t.title, o.order_no, c.name as client, f.name as freelancer, o.price, t.content as question, o.result
   from consultation_order o join consultation_post t on t.id = o.post_id join party c on c.id = o.client_party_id
     join party f on f.id = o.freelancer_party_id
   where o.market = $1 and o.id = $2`,
);

export const consultationTimeline = sql<TimelineRow>(
  'oversight.consultation_timeline',
  `select at, by_role as who, move as what, subject, note, null::bigint as file_id from consultation_move
   where subject = 'order:' || $1::bigint order by id limit 200`,
);
