import { Type } from 'typebox';
import { type AppealState, restoreUser } from '../../../domain/appeals/index.ts';
import { setUserState } from '../../../domain/identity/index.ts';
import { audit } from '../../../domain/operators/index.ts';
import { dashboardOf, findPeople, lookAtPerson, type PersonRow } from '../../../domain/oversight/index.ts';
import { oneOf, text } from '../../../platform/http/fields.ts';
import {
  isoTime,
  market,
  money,
  nothing,
  pageFields,
  pageOf,
  presentPage,
  reason,
  textOrNull,
  time,
  toPage,
  yuanText,
} from '../forms.ts';
import type { OperatorApiMeans } from '../means.ts';
import { endpoint, operatorIn } from '../wire.ts';

const states = ['active', 'restricted'] as const;
const appealStates = ['waiting', 'granted', 'refused', 'lapsed'] as const satisfies readonly AppealState[];
const count = Type.Integer();

const personFields = {
  uid: Type.String(),
  name: Type.String(),
  username: Type.String(),
  phone: textOrNull,
  email: textOrNull,
  state: Type.Enum(states),
  joined_at: time,
};

const toPerson = (row: PersonRow) => ({
  uid: row.uid,
  name: row.name,
  username: row.username,
  phone: row.phone,
  email: row.email,
  state: row.state,
  joined_at: isoTime(row.created_at),
});

/** How a market is doing, and who is in it. */
export function peopleRoutes({ unitsIn, sessions }: OperatorApiMeans) {
  const change = (id: string, title: string, verb: 'restrict' | 'restore') =>
    endpoint({
      id,
      method: 'POST',
      paths: [`/users/:uid/${verb}`],
      title,
      notes: '理由会告知本人',
      access: 'users.restrict',
      bodyOnly: true,
      fields: { market: market(), uid: text({ max: 32 }).required(), reason: reason() },
      answer: nothing,
      async handle({ fields, caller }) {
        const { market: where, uid, reason: why } = fields;
        const userId = await unitsIn(where, operatorIn(caller).id).write(async (ctx) => {
          const { person } = await lookAtPerson(ctx, uid);
          if (verb === 'restrict') await setUserState(ctx, person.username, 'restricted', why);
          else await restoreUser(ctx, person.username, why);
          await audit(ctx, {
            action: `user.${verb}`,
            subject: `user:${uid}`,
            reason: why,
            facts: { name: person.name },
          });
          return person.id;
        });
        sessions.forgetUser(userId);
        return {};
      },
    });
  return [
    endpoint({
      id: 'dashboard',
      method: 'GET',
      paths: ['/dashboard'],
      title: '市场概况',
      access: 'operator',
      fields: { market: market() },
      answer: Type.Object({
        users: count,
        restricted: count,
        open_jobs: count,
        running_contracts: count,
        disputes: count,
        waiting_tasks: count,
        failed_tasks: count,
        in_wallets: money,
        in_escrow: money,
        withdrawing: money,
        days: Type.Array(
          Type.Object({
            day: Type.String(),
            joined: count,
            deposited: money,
            earned: money,
            withdrawn: money,
            fees: money,
          }),
        ),
      }),
      async handle({ fields, caller }) {
        const { standing: now, days } = await dashboardOf(unitsIn(fields.market, operatorIn(caller).id).read());
        return {
          users: Number(now.users),
          restricted: Number(now.restricted),
          open_jobs: Number(now.open_listings),
          running_contracts: Number(now.running_contracts),
          disputes: Number(now.disputes),
          waiting_tasks: Number(now.waiting_tasks),
          failed_tasks: Number(now.failed_tasks),
          in_wallets: yuanText(now.in_wallets),
          in_escrow: yuanText(now.in_escrow),
          withdrawing: yuanText(now.withdrawing),
          days: days.map(({ day, joined, deposited, earned, withdrawn, fees }) => ({
            day,
            joined: Number(joined),
            deposited: yuanText(deposited),
            earned: yuanText(earned),
            withdrawn: yuanText(withdrawn),
            fees: yuanText(fees),
          })),
        };
      },
    }),
    endpoint({
      id: 'user_list',
      method: 'GET',
      paths: ['/users'],
      title: '用户查询',
      notes: 'q 为完整的手机号、邮箱、用户名或编号，或姓名的开头',
      access: 'operator',
      fields: { market: market(), q: text({ max: 100 }).or(''), state: oneOf(states), ...pageFields },
      answer: pageOf(Type.Object(personFields)),
      async handle({ fields, caller }) {
        const ctx = unitsIn(fields.market, operatorIn(caller).id).read();
        return presentPage(await findPeople(ctx, { query: fields.q, state: fields.state }, toPage(fields)), toPerson);
      },
    }),
    endpoint({
      id: 'user_read',
      method: 'GET',
      paths: ['/users/:uid'],
      title: '用户详情',
      access: 'operator',
      fields: { market: market(), uid: text({ max: 32 }).required() },
      answer: Type.Object({
        ...personFields,
        sides: Type.Array(
          Type.Object({
            uid: Type.String(),
            kind: Type.String(),
            name: Type.String(),
            is_company: Type.Boolean(),
            available: money,
            withdrawing: money,
            contracts: count,
            earned: money,
            spent: money,
          }),
        ),
        appeals: Type.Array(
          Type.Object({
            id: Type.String(),
            state: Type.Enum(appealStates),
            content: Type.String(),
            answer: Type.String(),
            made_at: time,
          }),
        ),
      }),
      async handle({ fields, caller }) {
        const ctx = unitsIn(fields.market, operatorIn(caller).id).read();
        const { person, sides, appeals } = await lookAtPerson(ctx, fields.uid);
        return {
          ...toPerson(person),
          sides: sides.map((side) => ({
            uid: side.uid,
            kind: side.kind,
            name: side.name,
            is_company: side.is_company,
            available: yuanText(side.available),
            withdrawing: yuanText(side.withdrawing),
            contracts: Number(side.contracts),
            earned: yuanText(side.earned),
            spent: yuanText(side.spent),
          })),
          appeals: appeals.map(({ id, state, content, answer, made_at }) => ({
            id: String(id),
            state,
            content,
            answer,
            made_at: isoTime(made_at),
          })),
        };
      },
    }),
    change('user_restrict', '限制用户', 'restrict'),
    change('user_restore', '恢复用户', 'restore'),
  ];
}
