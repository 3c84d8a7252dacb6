/** Who may call what: a list that must be complete, tried with every role and without any. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call, join, type Person, type Role } from './client.ts';

const everyone: readonly Role[] = ['broker', 'designer', 'manager', 'admin'];
const open = 'open';
type Allowed = readonly Role[] | typeof open;

const list: Readonly<Record<string, Allowed>> = {
  'POST /user/logon': open,
  'POST /user/login': open,
  'POST /user/sendValidateCode/': open,
  'POST /admin/user/login': open,
  'POST /account/security/resetPassword': open,
  'POST /account/security/validateVerifyCode': open,
  'POST /account/security/resetMobile': everyone,
  'POST /account/security/updatePassword': everyone,
  'POST /user/signup': open,
  'POST /signup/designer': open,
  'POST /signup/manager': open,
  'POST /user/modifyPhone/': everyone,
  'POST /user/modifyPassword/': everyone,
  'GET /user/info/{userid}': everyone,
  'GET /user/getUserInfo/{userid}': everyone,
  'POST /user/updateUserInfo': everyone,
  'GET /user/getUserFavicon/{userid}': open,
  'POST /user/updateUserFavicon': everyone,
  'POST /user/search': open,
  'POST /user/search/designer': open,
  'POST /user/searchDesigner': open,
  'POST /user/recommended': ['manager'],
  'POST /user/hot': open,
  'POST /user/popular': open,
  'GET /user/getWorkExperience/{userid}': everyone,
  'POST /user/addWorkExperience': ['designer'],
  'POST /user/updateWorkExperience': ['designer'],
  'POST /user/deleteWorkExperience': ['designer'],
  'GET /user/getWorkPrefs/{userid}': ['designer'],
  'POST /user/updateWorkPrefs': ['designer'],
  'POST /user/applyCommonExp': ['designer'],
  'POST /user/acceptCommonExp': ['designer'],
  'POST /user/uploadWorks': ['designer'],
  'GET /user/getWorks/{userid}': open,
  'POST /user/deleteWorks': ['designer'],
  'GET /account/balance': ['designer', 'manager'],
  'POST /account/transactions': ['designer', 'manager'],
  'POST /account/applyWithdrawl': ['designer', 'manager'],
  'POST /account/applyWithdrawal': ['designer', 'manager'],
  'POST /account/withdraw': ['admin'],
  'POST /account/recharge': ['designer', 'manager'],
  'POST /project/search': open,
  'POST /project/recommended': open,
  'POST /project/latest': open,
  'POST /project/myproject': everyone,
  'POST /project/new': ['manager'],
  'POST /project/update/{projectid}': ['manager'],
  'POST /project/update': ['manager'],
  'GET /project/details/{projectid}': everyone,
  'POST /project/uploadImage': ['manager'],
  'POST /project/accept': ['broker', 'admin'],
  'POST /project/resubmit': ['manager', 'admin'],
  'POST /project/hire': ['manager'],
  'POST /project/acceptHiring': ['designer'],
  'POST /project/completeHire': ['manager'],
  'POST /project/start': ['manager'],
  'POST /project/end': ['manager'],
  'POST /project/rate': ['designer', 'manager'],
  'POST /user/rate': ['designer', 'manager'],
  'POST /project/terminate': ['admin'],
  'POST /project/step/add': ['manager'],
  'POST /project/step/update': ['manager'],
  'POST /project/step/delete': ['manager'],
  'GET /project/step/getAll': everyone,
  'GET /project/step/getAll/{projectid}': everyone,
  'POST /project/step/completeHiring': ['manager'],
  'POST /project/step/fund': ['manager'],
  'POST /project/step/completeStep': ['manager'],
  'POST /project/step/acceptCompletion': ['broker', 'manager'],
  'POST /project/step/addPosition': ['manager'],
  'POST /project/step/updatePosition': ['manager'],
  'POST /project/step/deletePosition': ['manager'],
  'POST /project/step/addEmployee': ['manager'],
  'POST /project/step/applyRemoveHiring': ['manager'],
  'POST /project/step/acceptRemoveHiring': ['broker'],
  'POST /project/step/recommendEmployee': ['broker'],
  'GET /project/step/getRecommededEmployee/{stepid}': ['broker', 'manager'],
  'GET /project/step/getRecommendedEmployee/{stepid}': ['broker', 'manager'],
  'POST /user/messages': everyone,
  'POST /messages': everyone,
  'GET /messages/unread': everyone,
  'GET /user/messages/unread': everyone,
  'POST /{service}': everyone,
  'POST /message/update/{id}': everyone,
  'POST /message/markasread/{id}': everyone,
  'GET /message/update/{id}': everyone,
  'GET /user/skills/': open,
  'GET /meta/skill/all': open,
  'GET /meta/city/search/{keyword}': open,
  'GET /meta/city/search': open,
  'GET /meta/district/{cityid}': open,
  'GET /meta/province/all': open,
  'GET /meta/city/{provinceid}': open,
  'GET /meta/industry/all': open,
  'GET /meta/position/all': open,
  'GET /meta/education/all': open,
};

/** Asked by anybody, and the only ones that a call without fields would change something for. */
const apart = ['GET /user/logout', 'POST /user/logout', 'GET /attachment/{uid}'];

let server: RunningServer;
const people = new Map<Role, Person>();

beforeAll(async () => {
  server = await startServer('iblock');
  for (const role of everyone) people.set(role, await join(server, role));
}, 60_000);

afterAll(async () => {
  await server.stop();
});

async function statusFor(entry: string, token: string | undefined): Promise<number> {
  const [method = '', path = ''] = entry.split(' ');
  const filled = path
    .replace(/\{keyword\}/, 'sh')
    .replace('{service}', 'nothing')
    .replace(/\{\w+\}/g, '999999');
  return (await call(server.url, filled, method === 'GET' ? undefined : {}, { token, as: path })).status;
}

describe('the list of who may call what', () => {
  it('names every operation there is', async () => {
    const origin = new URL(server.url).origin;
    const book = (await (await fetch(`${origin}/openapi/iblock.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const entries = Object.entries(book.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...Object.keys(list), ...apart].sort()).toEqual(entries.sort());
  });

  it('names every documented operation', () => {
    const { endpoints } = JSON.parse(readFileSync('specs/iblock.json', 'utf8')) as {
      endpoints: { method: string; proposed_methods?: string[]; path: string | null; proposed_path?: string }[];
    };
    expect(endpoints).toHaveLength(61);
    for (const { method, proposed_methods: [proposed = ''] = [], path, proposed_path: own = '' } of endpoints) {
      const shown = (path ?? own).replace(/:(\w+)/g, '{$1}');
      expect(list).toHaveProperty([`${method === 'unspecified' ? proposed : method} ${shown}`]);
    }
  });

  it.each(Object.entries(list))('%s', async (entry, allowed) => {
    expect((await statusFor(entry, undefined)) === 403).toBe(allowed !== open);
    for (const [role, { token }] of people) {
      const isRefusal = (await statusFor(entry, token)) === 403;
      expect(isRefusal, role).toBe(allowed !== open && !allowed.includes(role));
    }
  });

  it('is answered in the words of the envelope, with HTTP 200', async () => {
    const { token } = people.get('designer') as Person; // Joined before.
    const answer = await fetch(`${server.url}/project/new`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(200);
    const text = '没有权限：仅限角色 3（项目经理）';
    expect(await answer.json()).toEqual({ status: 403, msg: text, message: text, errorMsg: text });
  });
});
