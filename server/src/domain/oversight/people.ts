/** The people of a market, for its operators. */
import { type ReadContext, sql } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import type { AppealState } from '../appeals/index.ts';

export interface PersonRow {
  id: bigint;
  uid: string;
  username: string;
  name: string;
  phone: string | null;
  email: string | null;
  state: 'active' | 'restricted';
  created_at: Date;
}

const columns = 'u.id, u.uid, u.username, u.name, u.phone, u.email, u.state, u.created_at';
/** `$2` is what was typed: a whole phone, mail, user name or id, or how a name begins; `$3` the pattern of the last. */
const found = `from user_account u where u.market = $1 and ($4::text is null or u.state = $4)
  and ($2 = '' or lower($2) in (u.uid, u.username, u.phone, u.email) or u.name like $3)`;

const people = sql<PersonRow>('oversight.people', `select ${columns} ${found} order by u.id desc limit $5 offset $6`);
const countPeople = sql<{ count: bigint }>('oversight.count_people', `select count(*) as count ${found}`);
const personByUid = sql<PersonRow>(
  'oversight.person_by_uid',
  `select ${columns} from user_account u where u.market = $1 and u.uid = $2`,
);

export interface SideRow {
  id: bigint;
  uid: string;
  kind: string;
  name: string;
  is_company: boolean;
  available: bigint;
  withdrawing: bigint;
  contracts: bigint;
  earned: bigint;
  spent: bigint;
}

const sides = sql<SideRow>(
  'oversight.sides',
  `select p.id, p.uid, p.kind, p.name, p.is_company, coalesce(a.balance, 0) as available,
     coalesce(w.balance, 0) as withdrawing, c.contracts, s.earned, s.spent
   from party p
     left join ledger_account a on a.party_id = p.id and a.kind = 'available'
     left join ledger_account w on w.party_id = p.id and w.kind = 'withdrawing'
     cross join lateral (
       select count(*) as contracts from contract
       where client_party_id = p.id or freelancer_party_id = p.id) c
     cross join lateral (
       select coalesce(sum(amount) filter (where kind in ('income', 'bonus') and direction = 'in'), 0)::bigint as earned,
         coalesce(sum(amount) filter (where kind = 'pay'), 0)::bigint as spent
       from statement_line where party_id = p.id) s
   where p.user_id = $1 order by p.id`,
);

export interface OwnAppealRow {
  id: bigint;
  state: AppealState;
  content: string;
  answer: string;
  made_at: Date;
}

const appeals = sql<OwnAppealRow>(
  'oversight.appeals_of_person',
  `select a.id, a.state, a.content, a.answer, a.made_at
   from appeal a join restriction r on r.id = a.restriction_id where r.user_id = $1 order by a.id desc limit 50`,
);

const likePrefix = (text: string): string => `${text.replaceAll(/[\\%_]/g, (one) => `\\${one}`)}%`;

export interface PeopleFilter {
  /** A whole phone, mail, user name or id, or how a name begins. */
  readonly query: string;
  readonly state: PersonRow['state'] | undefined;
}

/** People of the market, the newest first. */
export async function findPeople(ctx: ReadContext, filter: PeopleFilter, page: Page): Promise<PageOf<PersonRow>> {
  const values = [ctx.market, filter.query, likePrefix(filter.query), filter.state ?? null];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(people, [...values, page.size, offsetOf(page)]),
    ctx.db.query(countPeople, values),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

export interface WholePerson {
  readonly person: PersonRow;
  readonly sides: readonly SideRow[];
  /** What they have said against being restricted, the newest first. */
  readonly appeals: readonly OwnAppealRow[];
}

/** One person with all their sides. Throws `user.not_found`. */
export async function lookAtPerson(ctx: ReadContext, uid: string): Promise<WholePerson> {
  const [person] = await ctx.db.query(personByUid, [ctx.market, uid]);
  if (!person) throw new DomainError('user.not_found');
  const [ownSides, ownAppeals] = await Promise.all([
    ctx.db.query(sides, [person.id]),
    ctx.db.query(appeals, [person.id]),
  ]);
  return { person, sides: ownSides, appeals: ownAppeals };
}
