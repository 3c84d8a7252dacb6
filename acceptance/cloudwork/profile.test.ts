import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call, type Fields, type Person, signUp, topUp } from './client.ts';
import { offerFixed, payOrder, pixel, postJob } from './deal.ts';

const identities = ['11010519491231002X', '440308199901101512', '320311770706001'] as const;
const creditCode = '91350100M000100Y43';

let server: RunningServer;
let client: Person;
let freelancer: Person;

beforeAll(async () => {
  server = await startServer('cloudwork');
  [client, freelancer] = [await signUp(server, 2, '星河'), await signUp(server, 1, '韩梅梅')];
});

afterAll(() => server.stop());

const codeOf = (answer: Record<string, unknown>) => answer['error_code'];
const profileOf = async (person: Person, fields: Fields = {}) =>
  (await person.get('/api/user/profile', fields))['profile'];

interface Review {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
}

const dev = (path: string) => new URL(path, server.url);
const reviews = async (): Promise<Review[]> =>
  (await fetch(dev('/dev/reviews?market=cloudwork'))).json() as Promise<Review[]>;
const decide = (id: string, decision: object) =>
  fetch(dev(`/dev/reviews/${id}`), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(decision),
  });

describe('the four steps of registration', () => {
  it('lead from a blank profile to one that others find', async () => {
    const person = await signUp(server, 1, '新人');
    expect(await profileOf(person)).toMatchObject({ reg_step: 'category', status: 'unactive', completeness: 0 });
    expect(await person.post('/api/user/category', { category: '4,5,4' })).toMatchObject({ error_code: 0 });
    expect((await person.get('/api/user/category'))['categorys']).toEqual([
      { name: '网站开发', category_id: 4, parent_name: '软件开发', parent_id: 1 },
      { name: '移动应用开发', category_id: 5, parent_name: '软件开发', parent_id: 1 },
    ]);
    expect(await profileOf(person)).toMatchObject({ reg_step: 'profile' });
    const form = {
      title: '全栈工程师',
      intro: '十年经验。',
      email: `New-${person.phone}@Example.com`,
      skills: 'node.js,不存在的技能',
      english: '3',
      other: '{"Japanese":2,"French":1}',
      workload: 1,
    };
    expect(await person.post('/api/user/profile', form)).toMatchObject({ error_code: 0 });
    expect(await profileOf(person)).toMatchObject({
      reg_step: 'resume',
      title: '全栈工程师',
      overview: '十年经验。',
      email: `new-${person.phone}@example.com`,
      skills: ['Node.js'],
      english: 3,
      workload: 1,
      languages: [
        { language_id: 2, name: 'Japanese', level: 2 },
        { language_id: 4, name: 'French', level: 1 },
      ],
    });
    expect(await person.post('/api/user/resume', { level: 'expert' })).toMatchObject({ error_code: 0 });
    expect(await profileOf(person)).toMatchObject({ reg_step: 'other', level: 'expert' });
    const last = { amount: '120.50', location: 330100, address: '文三路 1 号', postcode: 310000 };
    expect(await person.post('/api/user/other/create', last)).toMatchObject({ error_code: 0 });
    expect(await profileOf(person)).toMatchObject({
      reg_step: '',
      status: 'active',
      hourly: 120.5,
      location: { location_id: 330100, name: '杭州市', parent_id: 330000, parent_name: '浙江省' },
      address: '文三路 1 号',
      postcode: '310000',
      completeness: 65,
    });
  });

  it('refuse each bad field with its own number', async () => {
    const form = {
      title: '工程师',
      overview: '简介',
      email: 'a@example.com',
      skills: 'Go',
      english: 1,
      other: '{"Chinese":4}',
      workload: 2,
    };
    const { title: _title, ...untitled } = form;
    expect(codeOf(await freelancer.post('/api/user/profile', untitled))).toBe(20121);
    const bad: [Fields, number][] = [
      [{ title: '很'.repeat(30) }, 20122],
      [{ email: 'nobody' }, 20124],
      [{ workload: 4 }, 20125],
      [{ english: 5 }, 20126],
      [{ skills: '没有的,也没有的' }, 20127],
      [{ other: 'not json' }, 20128],
      [{ other: '{"Klingon":1}' }, 20128],
      [{ other: '{"Chinese":9}' }, 20128],
    ];
    for (const [fields, code] of bad)
      expect(codeOf(await freelancer.post('/api/user/profile', { ...form, ...fields }))).toBe(code);
    for (const [category, code] of [
      ['x', 20101],
      ['', 20102],
      ['1', 20104],
      ['999', 20104],
      ['4,5,6,7,8,9,10,11,12,13,14', 20105],
    ] as const)
      expect(codeOf(await freelancer.post('/api/user/category', { category }))).toBe(code);
    expect(codeOf(await freelancer.put('/api/user/category', { category: 'x' }))).toBe(20103);
    expect(codeOf(await freelancer.post('/api/user/resume', { level: 'god' }))).toBe(20016);
    const other = { location: 330100, address: '路' };
    expect(codeOf(await freelancer.post('/api/user/other/create', { address: '路' }))).toBe(20167);
    expect(codeOf(await freelancer.post('/api/user/other/create', { ...other, location: 330000 }))).toBe(20167);
    expect(codeOf(await freelancer.post('/api/user/other/create', { ...other, amount: '1.234' }))).toBe(20163);
    expect(codeOf(await freelancer.post('/api/user/other/create', { ...other, address: '长'.repeat(101) }))).toBe(
      20162,
    );
    expect((await profileOf(freelancer))['status']).toBe('unactive');
  });

  it('are for freelancers only', async () => {
    for (const [method, path] of [
      ['post', '/api/user/category'],
      ['put', '/api/user/category'],
      ['get', '/api/user/category'],
      ['post', '/api/user/profile'],
      ['post', '/api/user/resume'],
      ['post', '/api/user/other/create'],
      ['post', '/api/employment'],
      ['put', '/api/education'],
      ['del', '/api/portfolio'],
      ['post', '/api/user/verify'],
      ['get', '/api/user/client'],
    ] as const)
      expect(codeOf(await client[method](path))).toBe(30002);
    expect(codeOf(await freelancer.post('/api/client/verify'))).toBe(30001);
    expect(codeOf(await call(server.url, 'GET', '/api/user/profile'))).toBe(80001);
    expect(codeOf(await call(server.url, 'PUT', '/api/user/profile', { name: '谁' }))).toBe(80001);
  });
});

describe('changing a profile', () => {
  it('changes what is sent and nothing else, whatever else a page sends along', async () => {
    const before = await profileOf(freelancer);
    const sent = {
      'location[name]': '杭州市',
      'languages[0][level]': '1',
      'skills[]': 'Go',
      timestamp: 1,
      location_id: 310100,
      postcode: 200000,
      hourly: 88,
      available: 'false',
      intro: '写作 intro 的简介',
      email: '',
    };
    expect(await freelancer.put('/api/user/profile', sent)).toMatchObject({ error_code: 0 });
    expect(await profileOf(freelancer)).toEqual({
      ...before,
      location: { location_id: 310100, id: 310100, name: '上海市', parent_id: 310000, parent_name: '上海市' },
      postcode: '200000',
      hourly: 88,
      available: false,
      overview: '写作 intro 的简介',
      completeness: 30,
    });
    expect(await freelancer.put('/api/user/profile', { overview: '', name: '韩梅' })).toMatchObject({ error_code: 0 });
    expect(await profileOf(freelancer)).toMatchObject({ overview: '', name: '韩梅' });
    expect(await freelancer.get('/api/user/role')).toMatchObject({ name: '韩梅' });
  });

  it('refuses each bad field of a freelancer with its own number', async () => {
    for (const [fields, code] of [
      [{ location: 110000 }, 20272],
      [{ location_id: 'x' }, 20272],
      [{ address: '长'.repeat(101) }, 20273],
      [{ postcode: '9'.repeat(21) }, 20274],
      [{ title: '长'.repeat(30) }, 20275],
      [{ hourly: -1 }, 20277],
      [{ hourly: 10000.01 }, 20277],
      [{ english: 0 }, 20278],
      [{ skills: '没有的' }, 20279],
      [{ email: 'x@y' }, 202710],
      [{ level: 'x' }, 202712],
      [{ workload: 9 }, 202713],
      [{ other: '[1]' }, 20128],
    ] as [Fields, number][])
      expect([fields, codeOf(await freelancer.put('/api/user/profile', fields))]).toEqual([fields, code]);
  });

  it('gives an e-mail to one person of the market, who signs in with it', async () => {
    const email = `${freelancer.phone}@example.com`;
    expect(await freelancer.put('/api/user/profile', { email })).toMatchObject({ error_code: 0 });
    const other = await signUp(server, 1, '乙');
    expect(codeOf(await other.put('/api/user/profile', { email: email.toUpperCase() }))).toBe(202711);
    const { password } = freelancer;
    expect(await call(server.url, 'POST', '/api/user/signin', { username: email, password })).toMatchObject({
      error_code: 0,
    });
  });

  it('changes a team, and refuses its bad fields', async () => {
    const sent = {
      name: '李雷',
      client_name: '星河科技',
      link: 'www.example.com',
      overview: '做软件',
      location: 440300,
      address: '科技园',
      phone: '0755-1234567',
      email: 'hr@example.com',
    };
    expect(await client.put('/api/user/profile', sent)).toMatchObject({ error_code: 0 });
    expect(await profileOf(client)).toMatchObject({
      id: client.uid,
      team_name: '星河科技',
      link: 'http://www.example.com',
      overview: '做软件',
      location: { id: 440300, name: '深圳市', parent_name: '广东省' },
      address: '科技园',
      phone: '0755-1234567',
      email: 'hr@example.com',
      freelancer: { name: '李雷', phone: client.phone, is_verify: false },
      company_verify: { is_verify: 'uncheck', reason: '' },
    });
    for (const [fields, code] of [
      [{ client_name: '长'.repeat(151) }, 20542],
      [{ link: `http://${'a'.repeat(100)}.com` }, 20543],
      [{ link: 'javascript:alert(1)' }, 20543],
      [{ location_id: 440000 }, 20544],
      [{ address: '长'.repeat(101) }, 20545],
      [{ phone: 'call me' }, 20546],
      [{ email: 'hr' }, 20547],
      [{ name: '长'.repeat(31) }, 20548],
    ] as [Fields, number][])
      expect([fields, codeOf(await client.put('/api/user/profile', fields))]).toEqual([fields, code]);
  });
});

describe('another one’s profile', () => {
  it('shows what others may see of a freelancer', async () => {
    const seen = await profileOf(client, { uuid: freelancer.uid });
    expect(seen).toMatchObject({ id: freelancer.uid, name: '韩梅', favorite: false, address: '', postcode: '' });
    for (const hidden of ['email', 'phone', 'alipay', 'id_number', 'reg_step']) expect(seen).not.toHaveProperty(hidden);
    expect(JSON.stringify(seen)).not.toContain(freelancer.phone);
  });

  it('shows what others may see of a team', async () => {
    const seen = await profileOf(freelancer, { uuid: client.uid });
    expect(seen).toMatchObject({ id: client.uid, team_name: '星河科技', overview: '做软件', address: '' });
    for (const hidden of ['email', 'phone', 'alipay']) expect(seen).not.toHaveProperty(hidden);
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${client.phone}|hr@|0755|李雷`));
  });

  it('is not there for an unknown id', async () => {
    expect(codeOf(await client.get('/api/user/profile', { uuid: '0000000000000000' }))).toBe(20002);
  });
});

describe('employment and education', () => {
  const job = { company: '甲公司', city_id: 330100, title: '工程师', role: 6, start_at: '2015-03', end_at: '2018-06' };

  it('are added, changed, listed for others and removed', async () => {
    const first = await freelancer.post('/api/employment', { ...job, working: false, detail: '写代码' });
    const eid = first['employment_id'];
    expect(eid).toBeGreaterThan(0);
    await freelancer.post('/api/employment', { ...job, company: '乙公司', start_at: '2018-07', working: true });
    expect((await client.get('/api/employment', { user_id: freelancer.uid }))['employments']).toMatchObject([
      { company: '乙公司', end_at: '', working: true, detail: '' },
      {
        id: eid,
        company: '甲公司',
        city: { id: 330100, name: '杭州市', parent_id: 330000, parent_name: '浙江省' },
        role: 6,
        start_at: '2015-03',
        end_at: '2018-06',
        working: false,
      },
    ]);
    expect(await freelancer.put('/api/employment', { ...job, eid, company: '丙公司', working: 'false' })).toMatchObject(
      {
        error_code: 0,
      },
    );
    expect((await freelancer.get('/api/employment', { eid }))['employments']).toMatchObject([
      { company: '丙公司', detail: '' },
    ]);
    expect(await freelancer.del('/api/employment', { eid })).toMatchObject({ error_code: 0 });
    expect(codeOf(await freelancer.del('/api/employment', { eid }))).toBe(1);
    expect((await freelancer.get('/api/employment'))['employments']).toHaveLength(1);
    expect((await client.get('/api/employment'))['employments']).toEqual([]);
  });

  it('refuses what is missing or does not fit', async () => {
    const { company: _company, ...nowhere } = job;
    expect(codeOf(await freelancer.post('/api/employment', nowhere))).toBe(20131);
    const { end_at: _end, ...endless } = job;
    expect(codeOf(await freelancer.post('/api/employment', { ...endless, working: false }))).toBe(20131);
    for (const [fields, code] of [
      [{ company: '长'.repeat(101) }, 20132],
      [{ role: 7 }, 20133],
      [{ city_id: 330000 }, 20134],
      [{ start_at: '2015-13' }, 20131],
      [{ end_at: '2014-01' }, 20131],
    ] as [Fields, number][])
      expect([fields, codeOf(await freelancer.post('/api/employment', { ...job, ...fields }))]).toEqual([fields, code]);
    expect(codeOf(await client.get('/api/employment', { user_id: client.uid }))).toBe(20135);
    expect(codeOf(await client.get('/api/education', { user_id: '0000000000000000' }))).toBe(20144);
  });

  it('serves education, which DELETE /api/employment touches only when told so', async () => {
    const school = { start_at: '2008', end_at: '2012', school: '浙江大学', degree: 'bachelor', area: '计算机' };
    const added = await freelancer.post('/api/education', school);
    const eid = added['education_id'];
    expect((await client.get('/api/education', { user_id: freelancer.uid }))['educations']).toEqual([
      { id: eid, ...school, detail: '' },
    ]);
    expect(await freelancer.put('/api/education', { ...school, eid, degree: 'mba' })).toMatchObject({ error_code: 0 });
    for (const [fields, code] of [
      [{ degree: 'x' }, 20143],
      [{ school: '长'.repeat(101) }, 20141],
      [{ end_at: '2007' }, 20142],
      [{ start_at: 'x' }, 20142],
    ] as [Fields, number][])
      expect([fields, codeOf(await freelancer.post('/api/education', { ...school, ...fields }))]).toEqual([
        fields,
        code,
      ]);
    const jobs = async () => (await freelancer.get('/api/employment'))['employments'].length;
    const before = await jobs();
    await freelancer.del('/api/employment', { eid: eid + 1000 });
    expect(await freelancer.del('/api/employment', { eid, kind: 'education' })).toMatchObject({ error_code: 0 });
    expect((await freelancer.get('/api/education'))['educations']).toEqual([]);
    expect(await jobs()).toBe(before);
    const again = (await freelancer.post('/api/education', school))['education_id'];
    expect(await freelancer.del('/api/education', { eid: again })).toMatchObject({ error_code: 0 });
  });

  it('are nobody else’s to change', async () => {
    const other = await signUp(server, 1, '旁人');
    const eid = (await freelancer.post('/api/employment', { ...job, working: true }))['employment_id'];
    expect(codeOf(await other.put('/api/employment', { ...job, eid, working: true }))).toBe(1);
    expect(codeOf(await other.del('/api/employment', { eid }))).toBe(1);
    expect((await freelancer.get('/api/employment', { eid }))['employments']).toHaveLength(1);
  });
});

describe('the portfolio', () => {
  const work = {
    name: '商城',
    category_id: 4,
    detail: '一个商城',
    end_at: '2020-05',
    link: 'https://example.com/shop',
  };

  it('shows works with public pictures, which go with them', async () => {
    const upload = await freelancer.upload('portfolio', pixel, 'shop.png');
    const added = await freelancer.post('/api/portfolio', { ...work, picture_id: upload['attachment_id'] });
    const pid = added['portfolio_id'];
    const [shown] = (await client.get('/api/portfolio', { user_id: freelancer.uid }))['portfolios'];
    expect(shown).toMatchObject({
      id: pid,
      name: '商城',
      category: { id: 4, name: '网站开发', parent_name: '软件开发' },
      picture: { id: upload['attachment_id'], name: 'shop.png' },
      link: 'https://example.com/shop',
      end_at: '2020-05',
      skills: [],
    });
    expect((await fetch(shown.picture.path)).headers.get('content-type')).toBe('image/png');
    const next = await freelancer.upload('portfolio', pixel, 'next.png');
    await freelancer.put('/api/portfolio', { ...work, pid, picture_id: next['attachment_id'] });
    expect((await (await fetch(shown.picture.path)).json()) as object).toMatchObject({ error_code: 80001 });
    await freelancer.put('/api/portfolio', { ...work, pid, name: '新商城' });
    expect((await freelancer.get('/api/portfolio', { pid }))['portfolios']).toMatchObject([
      { name: '新商城', picture: { id: next['attachment_id'] } },
    ]);
    await freelancer.put('/api/portfolio', { ...work, pid, picture_id: 0 });
    expect((await freelancer.get('/api/portfolio', { pid }))['portfolios'][0].picture).toEqual({
      id: 0,
      name: '',
      size: 0,
      path: '',
    });
    expect(await freelancer.del('/api/portfolio', { pid })).toMatchObject({ error_code: 0 });
    expect((await freelancer.get('/api/portfolio'))['portfolios']).toEqual([]);
  });

  it('refuses what is missing, does not fit or is somebody else’s', async () => {
    const other = await signUp(server, 1, '旁人');
    const foreign = (await other.upload('portfolio', pixel, 'a.png'))['attachment_id'];
    const text = (await freelancer.upload('portfolio', new TextEncoder().encode('text'), 'a.txt'))['attachment_id'];
    const wrongKind = (await freelancer.upload('job', pixel, 'a.png'))['attachment_id'];
    const { detail: _detail, ...bare } = work;
    expect(codeOf(await freelancer.post('/api/portfolio', bare))).toBe(20152);
    for (const [fields, code] of [
      [{ name: '长'.repeat(101) }, 20151],
      [{ link: 'javascript:alert(1)' }, 20151],
      [{ category_id: 999 }, 20152],
      [{ end_at: '2020' }, 20152],
      [{ picture_id: foreign }, 20153],
      [{ picture_id: text }, 20153],
      [{ picture_id: wrongKind }, 20153],
      [{ picture_id: 'x' }, 20153],
    ] as [Fields, number][])
      expect([fields, codeOf(await freelancer.post('/api/portfolio', { ...work, ...fields }))]).toEqual([fields, code]);
    expect((await freelancer.get('/api/portfolio'))['portfolios']).toEqual([]);
    const pid = (await freelancer.post('/api/portfolio', work))['portfolio_id'];
    expect(codeOf(await other.put('/api/portfolio', { ...work, pid }))).toBe(1);
    expect(codeOf(await other.del('/api/portfolio', { pid }))).toBe(1);
    expect(codeOf(await client.get('/api/portfolio', { user_id: '0' }))).toBe(20154);
  });
});

describe('the real name', () => {
  it('is proven once, locks the name and shows masked', async () => {
    const person = await signUp(server, 1, '假名');
    const id_number = identities[0].toLowerCase();
    expect(codeOf(await person.post('/api/user/verify', { name: '真名' }))).toBe(80002);
    expect(codeOf(await person.post('/api/user/verify', { name: '真名', id_number: '12' }))).toBe(80002);
    expect(codeOf(await person.post('/api/user/verify', { name: '真名', id_number: '110105194912310021' }))).toBe(
      20264,
    );
    expect(await person.post('/api/user/verify', { name: '真名', id_number })).toMatchObject({ error_code: 0 });
    expect(await profileOf(person)).toMatchObject({ name: '真名', is_verify: true, id_number: '110105********002X' });
    expect(codeOf(await person.post('/api/user/verify', { name: '真名', id_number }))).toBe(20262);
    expect(codeOf(await person.put('/api/user/profile', { name: '另名' }))).toBe(20271);
    expect(await person.put('/api/user/profile', { name: '真名', title: '工程师' })).toMatchObject({ error_code: 0 });
    expect(JSON.stringify(await profileOf(client, { uuid: person.uid }))).not.toContain('110105');
    const twin = await signUp(server, 1, '孪生');
    expect(codeOf(await twin.post('/api/user/verify', { name: '真名', id_number }))).toBe(20262);
  });

  it('is asked for three times at most', async () => {
    const person = await signUp(server, 1, '丁');
    const [, id_number] = identities;
    const body = new URLSearchParams({ session_token: person.token, name: '断线', id_number });
    const unanswered = await fetch(`${server.url}/api/user/verify`, { method: 'POST', body });
    expect([unanswered.status, await unanswered.json()]).toMatchObject([503, { error_code: 50301 }]);
    for (const code of [20264, 20264, 20264, 20263])
      expect(codeOf(await person.post('/api/user/verify', { name: '错误', id_number }))).toBe(code);
    expect(codeOf(await person.post('/api/user/verify', { name: '丁', id_number }))).toBe(20263);
  });

  it('takes the number of an old card', async () => {
    const person = await signUp(server, 1, '老张');
    expect(await person.post('/api/user/verify', { name: '老张', id_number: identities[2] })).toMatchObject({
      error_code: 0,
    });
    expect((await profileOf(person))['id_number']).toBe('320311********0018');
  });
});

describe('the certification of a company', () => {
  it('waits for an operator, who refuses with a reason and later accepts', async () => {
    const team = await signUp(server, 2, '启明');
    const claim = {
      company_name: '启明科技有限公司',
      name: '王芳',
      phone: '021-88886666',
      permit_number: creditCode,
      org_number: 'M000100Y-4',
    };
    const { phone: _phone, ...silent } = claim;
    expect(codeOf(await team.post('/api/client/verify', silent))).toBe(20561);
    expect(codeOf(await team.post('/api/client/verify', claim))).toBe(20564);
    const permit_id = (await team.upload('company', pixel, 'permit.png'))['attachment_id'];
    expect(codeOf(await team.post('/api/client/verify', { ...claim, permit_id }))).toBe(20565);
    const org_id = (await team.upload('company', pixel, 'org.png'))['attachment_id'];
    const foreign = (await client.upload('company', pixel, 'a.png'))['attachment_id'];
    const whole = { ...claim, permit_id, org_id };
    for (const [fields, code] of [
      [{ company_name: '长'.repeat(101) }, 20567],
      [{ name: '长'.repeat(31) }, 20562],
      [{ phone: 'x' }, 20563],
      [{ permit_number: '91350100M000100Y44' }, 80003],
      [{ org_number: '1' }, 80003],
      [{ permit_id: foreign }, 20564],
      [{ org_id: foreign }, 20565],
    ] as [Fields, number][])
      expect([fields, codeOf(await team.post('/api/client/verify', { ...whole, ...fields }))]).toEqual([fields, code]);

    expect(await team.post('/api/client/verify', whole)).toMatchObject({ error_code: 0 });
    const shown = await profileOf(team);
    expect(shown).toMatchObject({
      company_verify: { is_verify: 'checking', reason: '' },
      company_name: '启明科技有限公司',
      contact: '王芳',
      contact_phone: '021-88886666',
      permit_number: '9135**********0Y43',
      org_number: 'M0******-4',
    });
    expect(shown.permit_img).toMatch(/\/attachment\/[0-9a-f]{32}$/);
    expect((await (await fetch(shown.permit_img)).json()) as object).toMatchObject({ error_code: 80001 });
    expect(codeOf(await team.post('/api/client/verify', whole))).toBe(20566);

    const waiting = (await reviews()).find((review) => review.subject === '启明科技有限公司');
    expect(waiting).toMatchObject({ kind: 'company' });
    const id = waiting?.id ?? '';
    expect((await decide(id, { accept: false })).status).toBe(409);
    expect((await decide(id, { accept: false, reason: '图片不清' })).status).toBe(200);
    expect((await decide(id, { accept: true })).status).toBe(409);
    expect((await decide('company:999999', { accept: true })).status).toBe(404);
    expect((await decide('cake:1', { accept: true })).status).toBe(404);
    expect(await profileOf(team)).toMatchObject({ company_verify: { is_verify: 'unpass', reason: '图片不清' } });

    expect(await team.post('/api/client/verify', claim)).toMatchObject({ error_code: 0 });
    expect((await decide(id, { accept: true, reason: '' })).status).toBe(200);
    expect(await profileOf(team)).toMatchObject({
      company_verify: { is_verify: 'pass', reason: '' },
      team_name: '启明科技有限公司',
    });
    expect(codeOf(await team.post('/api/client/verify', claim))).toBe(20566);
    expect(codeOf(await team.put('/api/user/profile', { client_name: '别名' }))).toBe(205410);
    const seen = await profileOf(freelancer, { uuid: team.uid });
    expect(seen).toMatchObject({
      company_verify: { is_verify: 'pass' },
      permit_number: '',
      permit_img: '',
      contact: '',
    });
    expect(await reviews()).toEqual([]);
  });
});

describe('the security question', () => {
  it('is set once, changed by its old answer, and never shown', async () => {
    const { questions } = await client.get('/api/question', { qtype: 'user' });
    const [{ question_id }, second] = questions;
    expect(codeOf(await client.get('/api/user/question'))).toBe(20241);
    const change = { question_id: second.question_id, answer: '杭州', answer_old: '王老师' };
    expect(codeOf(await client.put('/api/user/question', change))).toBe(20241);
    expect(codeOf(await client.post('/api/user/question', { question_id }))).toBe(80002);
    expect(codeOf(await client.post('/api/user/question', { question_id: 11, answer: 'x' }))).toBe(20242);
    expect(await client.post('/api/user/question', { question_id, answer: '王老师' })).toMatchObject({ error_code: 0 });
    expect(codeOf(await client.post('/api/user/question', { question_id, answer: '李老师' }))).toBe(20243);
    expect((await client.get('/api/user/question'))['questions']).toMatchObject([{ question_id, answer: '' }]);
    expect(await client.put('/api/user/question', { ...change, answer_old: '李老师' })).toEqual({
      error_code: 20244,
      msg: 'error answer',
    });
    expect(await client.put('/api/user/question', change)).toMatchObject({ error_code: 0 });
    expect((await client.get('/api/user/question'))['questions'][0].question_id).toBe(second.question_id);
    for (let guess = 0; guess < 10; guess += 1) await client.put('/api/user/question', { ...change, answer_old: '?' });
    expect(codeOf(await client.put('/api/user/question', { ...change, answer_old: '杭州' }))).toBe(42901);
  });
});

describe('a team in numbers', () => {
  it('counts what it has posted, hired and paid, for anyone', async () => {
    const team = await signUp(server, 3, '统计');
    const jobId = await postJob(team, '被统计的项目');
    await postJob(team, '草稿项目', { status: 'draft' });
    await topUp(team, 3000);
    const offered = await offerFixed(team, freelancer, jobId);
    await payOrder(team, offered, 'milestone');
    await freelancer.put('/api/contract', { contract_id: offered.contractId, status: 'accept' });
    const { contracts } = await team.get('/api/contract', { contract_id: offered.contractId });
    const stone = contracts[0].stones[0].id;
    await team.put('/api/milestone', { milestone_id: stone, is_agree: 'release', is_stop: true });
    const { info } = await freelancer.get('/api/user/client', { team_id: team.uid });
    expect(info).toMatchObject({ name: '统计', location: '', jobs: 1, open_jobs: 1, hires: 1, total_amount: 3000 });
    expect(info.reg_at).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    const { statistics } = await call(server.url, 'GET', '/api/user/statistics', { team_id: team.uid });
    expect(statistics).toMatchObject([
      { jobs: 1, open_jobs: 1, close_jobs: 0, hires: 1, total_amount: 3000, hours: 0 },
    ]);
    expect((await freelancer.get('/api/user/client', { team_id: client.uid }))['info']).toMatchObject({
      location: '深圳市,广东省',
      jobs: 0,
    });
    expect(codeOf(await freelancer.get('/api/user/client'))).toBe(20321);
    expect(codeOf(await freelancer.get('/api/user/client', { team_id: freelancer.uid }))).toBe(20322);
    expect(codeOf(await call(server.url, 'GET', '/api/user/statistics'))).toBe(20321);
  });
});
