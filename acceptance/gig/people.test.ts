import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call, enter, newPhone, pixel, review, signUp, type User, userWith, waiting } from './client.ts';

let server: RunningServer;
let person: User;
let company: User;

beforeAll(async () => {
  server = await startServer('gig');
});
beforeEach(async () => {
  [person, company] = await Promise.all([signUp(server, 1), signUp(server, 2)]);
});
afterAll(() => server.stop());

const post = (path: string, fields = {}) => call(server.url, path, fields);
const codeFor = async (phone: string) => {
  await post('/index/api/sms', { phone });
  return server.codeFor(phone);
};

describe('signing in', () => {
  it('by phone registers once, and says what it needs', async () => {
    const phone = newPhone();
    expect((await post('/index/api/sms', { phone: '123' })).err).toBe('phone 的值不合要求');
    const smscode = await codeFor(phone);
    expect((await post('/index/api/sms', { phone })).err).toBe('短信发送过于频繁，请稍后再试');
    const wrong = smscode === '000000' ? '111111' : '000000';
    expect((await post('/index/api/loginphone', { phone, smscode: wrong, usertype: 1 })).err).toBe('短信验证码不正确');
    expect((await post('/index/api/loginphone', { phone, usertype: 1 })).err).toBe('缺少 smscode');
    // Who is new says what they are, with the same code.
    expect((await post('/index/api/loginphone', { phone, smscode })).err).toContain('尚未注册');
    expect((await post('/index/api/loginphone', { phone, smscode, usertype: 3 })).res).toBe(0);
    const { data } = await post('/index/api/loginphone', { phone, code: smscode, usertype: '2' });
    expect((await post('/index/api/loginphone', { phone, smscode, usertype: 2 })).err).toContain('已使用');
    const user = userWith(server.url, phone, data.user_id, data.token);
    expect(await user.must('/user/info/info')).toMatchObject({ usertype: '企业用户', phone });
    await server.advance('PT2M');
    // Later sign-ins need no kind, and change none.
    const again = await enter(server, phone, { usertype: 1 });
    expect(again.id).toBe(user.id);
    expect((await again.must('/user/info/info')).usertype).toBe('企业用户');
  });

  it('by form bodies as well', async () => {
    const phone = newPhone();
    const options = { as: 'form' } as const;
    expect((await call(server.url, '/index/api/sms', { phone }, options)).res).toBe(1);
    const fields = { phone, smscode: await server.codeFor(phone), usertype: 1 };
    expect((await call(server.url, '/index/api/loginphone', fields, options)).data.token).toMatch(/^[0-9a-f]{40}$/);
  });

  it('by password, which is set, changed and found again', async () => {
    const { phone } = person;
    expect((await post('/index/api/loginpassword', { phone, password: 'Secret_2019' })).err).toBe(
      '手机号码或密码不正确',
    );
    expect((await person.post('/user/info/editpassword', { password: 'abc' })).err).toBe('密码长度须为 4 至 20 位');
    expect((await person.post('/user/info/editpassword', {})).err).toBe('缺少 password');
    await person.must('/user/info/editpassword', { password: 'Secret_2019' });
    // Every session ends with the old password.
    expect((await person.post('/user/info/info')).err).toBe('请先登录');
    const { data } = await post('/index/api/loginpassword', { phone, password: 'Secret_2019' });
    const again = userWith(server.url, phone, data.user_id, data.token);
    const wrong = { password: 'Secret_2020', oldpassword: 'nonsense' };
    expect((await again.post('/user/info/editpassword', wrong)).err).toBe('手机号码或密码不正确');

    await server.advance('PT2M');
    const code = await codeFor(phone);
    expect((await post('/index/api/getpwd', { code, newpwd: 'Found_2026' })).err).toBe('缺少 user_id');
    expect((await post('/index/api/getpwd', { code, user_id: 999_999, newpwd: 'Found_2026' })).err).toBe('用户不存在');
    // Somebody else's code is no code for this account.
    expect((await post('/index/api/getpwd', { code, user_id: company.id, newpwd: 'Found_2026' })).res).toBe(0);
    expect((await post('/index/api/getpwd', { code, user_id: again.id, newpwd: 'Found_2026' })).res).toBe(1);
    expect((await again.post('/user/info/info')).err).toBe('请先登录');
    expect((await post('/index/api/loginpassword', { phone, password: 'Found_2026' })).res).toBe(1);
  });

  it('ends when it is signed out, by either pair of names', async () => {
    expect((await post('/index/api/loginout', { id: person.id, token: person.token })).res).toBe(1);
    expect((await post('/index/api/loginout', { id: person.id, token: person.token })).err).toBe('请先登录');
    await company.must('/index/api/loginout');
    expect((await company.post('/user/info/info')).err).toBe('请先登录');
  });
});

describe('a person', () => {
  const card = { name: '张三', code: '11010519491231002X' };

  it('is certified, once, by a number that is one', async () => {
    const { url: pic } = await person.upload(pixel, 'front.png');
    const { url: picf } = await person.upload(pixel, 'back.png');
    expect((await person.post('/user/info/person', { job: 'IT互联网' })).err).toBe('缺少 name');
    expect((await person.post('/user/info/person', { ...card, code: '110105194912310021' })).err).toBe(
      '身份证号码不正确',
    );
    expect((await person.post('/user/info/person', { ...card, name: '错误' })).err).toBe('姓名与身份证号码不一致');
    await person.must('/user/info/person', {
      ...card,
      pic,
      picf,
      job: 'IT互联网',
      jobname: 'JAVA工程师',
      money: '800.50',
    });
    const info = await person.must('/user/info/info');
    expect(info).toMatchObject({ name: '张三', code: '110105********002X', pic, picf, isperson: 1, money: 800.5 });
    // Pages send again what they know.
    await person.must('/user/info/person', { name: '张三', code: info.code, jtime: '09:00,18:00' });
    await person.must('/user/info/person', { ...card, jtype: '工作日,周末' });
    expect(await person.must('/user/info/info')).toMatchObject({
      jtime: '09:00,18:00',
      jtype: '工作日,周末',
      job: 'IT互联网',
    });
    const other = await signUp(server, 1);
    expect((await other.post('/user/info/person', card)).err).toContain('已被其他账号使用');
    expect((await person.post('/user/info/person', { pic: 'https://example.com/a.jpg' })).err).toBe('pic 的值不合要求');
    expect((await person.post('/user/info/person', { money: '1.234' })).err).toBe('money 的值不合要求');
  });

  it('has a face, an address and a mail address', async () => {
    const { url: face } = await person.upload(pixel, 'face.png');
    await person.must('/user/info/edit');
    await person.must('/user/info/edit', { face, address: '浙江省,杭州市,文一路1号', email: 'Zhang@example.com' });
    const info = await person.must('/user/info/info');
    expect(info).toMatchObject({ face, address: '浙江省,杭州市,文一路1号', email: 'zhang@example.com' });
    expect((await fetch(face)).headers.get('content-type')).toBe('image/png');
    expect((await company.post('/user/info/edit', { email: 'zhang@example.com' })).err).toBe('该邮箱已被使用');
    expect((await person.post('/user/info/edit', { email: 'no mail' })).res).toBe(0);
    expect((await company.post('/user/info/edit', { face })).err).toContain('文件须为本人');
    const text = new TextEncoder().encode('not a picture');
    expect((await person.post('/user/info/edit', { face: (await person.upload(text, 'a.txt')).url })).res).toBe(0);
    // A new face takes the old one's place.
    const { url: next } = await person.upload(pixel, 'face2.png');
    await person.must('/user/info/edit', { face: next });
    expect((await fetch(face)).headers.get('content-type')).toContain('json');
  });

  const kinds = [
    [
      'user_person_des',
      { name: '商城', type: '网站', link: 'https://a.cn', key: '支付', des: '简介', z: '后端' },
      { z: '前端' },
    ],
    ['user_person_ji', { name: 'Java', fen: 95 }, { fen: 60 }],
    [
      'user_person_job',
      { begin: '1577836800', end: '2021-06-30', company: '甲公司', job: '工程师', des: '' },
      { job: '主管' },
    ],
    [
      'user_person_edu',
      { begin: 1_283_270_400_000, end: '2014-07-01', school: '某大学', job: '软件', li: '本科', des: '' },
      { li: '硕士' },
    ],
  ] as const;

  it.each(kinds)('keeps a list: %s', async (noun, entry, change) => {
    const path = `/user/${noun}`;
    const { id } = await person.must(`${path}/add`, entry);
    await person.must(`${path}/edit`, { id, ...change });
    const [row, ...rest] = await person.must(`${path}/all`);
    const days =
      noun === 'user_person_job' ? { begin: '2020-01-01' } : noun === 'user_person_edu' ? { begin: '2010-09-01' } : {};
    expect([row, rest]).toEqual([{ id, ...entry, ...days, ...change }, []]);
    expect((await person.post(`${path}/add`, {})).err).toMatch(/^缺少 (name|company|school)$/);
    expect((await person.post(`${path}/edit`, {})).err).toBe('缺少 id');
    await person.must(`${path}/del`, { id });
    expect((await person.post(`${path}/del`, { id })).err).toBe('记录不存在或已删除');
    // The undocumented call replaces all of them.
    const { begin, end, ...words } = { begin: undefined, end: undefined, ...entry };
    const all = await person.must(`${path}/all`, { skill: [entry, { ...words }] });
    expect(all).toHaveLength(2);
    expect(await person.must(`${path}/all`, { skill: JSON.stringify([entry]) })).toHaveLength(1);
    expect([begin, end]).toBeDefined();
    expect((await person.post(`${path}/all`, { skill: [{}] })).err).toBe('skill 的值不合要求');
    expect(await person.must(`${path}/all`, { skill: [] })).toEqual([]);
  });

  it('cannot end before it began, nor list without end', async () => {
    const job = { begin: '2021-01-01', end: '2020-01-01', company: '甲' };
    expect((await person.post('/user/user_person_job/add', job)).err).toBe('结束时间不能早于开始时间');
    const { id } = await person.must('/user/user_person_job/add', { ...job, end: '2022-01-01' });
    expect((await person.post('/user/user_person_job/edit', { id, end: '2020-01-01' })).err).toBe(
      '结束时间不能早于开始时间',
    );
    expect((await person.must('/user/user_person_job/all'))[0].end).toBe('2022-01-01');
    expect((await person.post('/user/user_person_ji/add', { name: 'x', fen: 101 })).err).toBe('fen 的值不合要求');
    const many = Array.from({ length: 50 }, (_, index) => ({ name: `技能${index}`, fen: 1 }));
    await person.must('/user/user_person_ji/all', { skill: many });
    expect((await person.post('/user/user_person_ji/add', { name: '多', fen: 1 })).err).toBe('每类记录最多 50 条');
  });
});

describe('a company', () => {
  const claimOf = async () => {
    const [pic, front, back] = await Promise.all(['a', 'b', 'c'].map((name) => company.upload(pixel, `${name}.png`)));
    const pictures = { pic: pic?.url, faren_z: front?.url, faren_f: back?.url };
    return {
      name: '启明搭建有限公司',
      type: '会展',
      pro: '浙江',
      city: '杭州',
      address: '文一路',
      year: 8,
      faren_name: '赵敏',
      ...pictures,
    };
  };

  it('is certified by an operator, and goes by its name', async () => {
    const claim = await claimOf();
    for (const name of ['name', 'pic', 'faren_name', 'faren_z', 'faren_f'])
      expect((await company.post('/user/info/company', { ...claim, [name]: '' })).err).toBe(`缺少 ${name}`);
    await company.must('/user/info/company', claim);
    expect((await company.post('/user/info/company', claim)).err).toBe('企业认证正在审核中');
    const found = (await waiting(server)).find(({ kind, subject }) => kind === 'company' && subject === claim.name);
    expect(await review(server, found?.id ?? '', false, '执照不清楚')).toBe(200);
    expect((await company.must('/user/info/info')).company).toEqual({
      ...claim,
      state: '未通过',
      reason: '执照不清楚',
    });
    await company.must('/user/info/company', claim);
    expect(await review(server, found?.id ?? '', true)).toBe(200);
    expect((await company.post('/user/info/company', claim)).err).toBe('企业认证已通过');
    const { id } = await company.must('/user/goods/add', { title: '搭建', price: 5 });
    expect((await company.must('/index/goods/goodsinfo', { id })).companyinfo).toEqual({ name: claim.name });
  });

  const business = {
    name: '启明工作室',
    zhusuo: '杭州',
    jingying: '杭州',
    youbian: '310000',
    shouji: '0571-88888888',
    zhiben: 12.5,
    leixing: '个体',
    hesuan: 1,
    renshu: 3,
    hangye: '会展',
    fanwen: '展台搭建',
  };

  it('says what it is registered as, with its partners', async () => {
    const partner = { hehuoren_name: '韩梅', hehuoren_code: '11010519491231002X' };
    await company.must('/user/info/geti', { ...business, hehuo: [partner] });
    const shown = { ...partner, hehuoren_code: '110105********002X' };
    expect((await company.must('/user/info/info')).geti).toEqual({ ...business, hesuan: '非独立核算', hehuo: [shown] });
    await company.must('/user/info/geti', { ...business, hesuan: 0, hehuo: JSON.stringify([partner, partner]) });
    expect((await company.must('/user/info/info')).geti.hehuo).toHaveLength(2);
    const parallel = { hehuoren_name: '韩梅,李雷', hehuoren_code: '11010519491231002X,440308199901101512' };
    await company.must('/user/info/geti', { ...business, ...parallel });
    expect((await company.must('/user/info/info')).geti).toMatchObject({
      hesuan: '非独立核算',
      hehuo: [shown, { hehuoren_name: '李雷' }],
    });
    expect((await company.post('/user/info/geti', { ...business, ...parallel, hehuoren_code: '1' })).err).toBe(
      '缺少 hehuoren_code',
    );
    const wrong = { ...partner, hehuoren_code: '110105194912310021' };
    expect((await company.post('/user/info/geti', { ...business, hehuo: [partner, wrong] })).err).toBe(
      '第 2 位合伙人的身份证号码不正确',
    );
    expect((await company.post('/user/info/geti', { ...business, zhiben: '-1' })).err).toBe('zhiben 的值不合要求');
    expect((await company.post('/user/info/geti', {})).err).toBe('缺少 name');
    await person.must('/user/info/geti', business);
    expect((await person.must('/user/info/info')).geti.hehuo).toEqual([]);
  });
});
