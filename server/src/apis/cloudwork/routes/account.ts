import { Type } from 'typebox';
import {
  changePassword,
  issueJumpCode,
  ownAccount,
  partiesOf,
  redeemJumpCode,
  requestCode,
  resetPassword,
  signIn,
  signOut,
  switchParty,
  verifyPassword,
} from '../../../domain/identity/index.ts';
import { addTeam, becomeFreelancer, signUp, type SignUpKind } from '../../../domain/profiles/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { type Call, redirectTo } from '../../../platform/http/endpoint.ts';
import { type Fields, flag, oneOf, secret, text } from '../../../platform/http/fields.ts';
import { identityOf, nothing, personIn, phone, sessionAnswer, smsCode, toSession } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { type Caller, endpoint, xsrfOf } from '../wire.ts';

const signUpKinds: Readonly<Record<'1' | '2' | '3', SignUpKind>> = { 1: 'freelancer', 2: 'company', 3: 'personal' };
const purposes = { register: 'register', forget: 'forget', enter: 'confirm' } as const;

/** Gives a browser the cookies of its session. */
function rememberInBrowser(
  call: Call<Fields, Caller>,
  session: ReturnType<typeof toSession>,
  expires: Date | undefined,
) {
  const options = expires ? { expires } : {};
  call.setCookie('session_token', session.session_token, options);
  call.setCookie('_xsrf', xsrfOf(session.session_token), { ...options, readable: true });
  call.setCookie('cuid', session.current_id.slice(0, 1), { ...options, readable: true });
}

function forgetInBrowser(call: Call<Fields, Caller>) {
  for (const name of ['session_token', '_xsrf', 'cuid']) call.clearCookie(name);
}

/** A path of ours: one slash, then nothing that a browser could read as another host. */
const localPath = /^\/(?![/\\])[\w\-./?=&%#~+:,@]*$/;

/** Sign-up, sign-in and out, passwords, codes and roles (seed 000: 登录 … 用户角色切换). */
export function accountRoutes({ identity, sessions, answersSmsCode }: CloudworkMeans) {
  return [
    endpoint({
      id: 'signin',
      method: 'POST',
      paths: ['/api/user/signin'],
      title: '登录',
      notes: 'username 可以是用户名、手机号或邮箱',
      access: 'anyone',
      bodyOnly: true,
      fields: { username: text({ max: 100 }).required(), password: secret().required(), remember: flag().or(false) },
      answer: Type.Object(sessionAnswer),
      badField: 20001,
      async handle(call) {
        const { username, password, remember } = call.fields;
        const { device } = call.caller;
        const { address } = call.request;
        const session = await signIn(call, identity, { name: username, password, address, device, remember });
        const answer = toSession(session, remember);
        if (device === 'web') rememberInBrowser(call, answer, remember ? session.expiresAt : undefined);
        return answer;
      },
    }),
    endpoint({
      id: 'signup',
      method: 'POST',
      paths: ['/api/user/signup'],
      title: '注册',
      notes: '注册成功后即已登录，返回与登录相同',
      access: 'anyone',
      bodyOnly: true,
      fields: {
        rtype: oneOf(['1', '2', '3']).required().failsWith(20022).says('1 开发者个人，2 需求者企业，3 需求者个人'),
        name: text({ max: 30 }).required(),
        phone: phone().required().failsWith(20022),
        password: secret().required(),
        vcode: smsCode().required().failsWith(20024),
        username: text({ max: 30 }).failsWith(20023).says('已不再使用，以手机号代替'),
        country: text({ max: 50 }),
        cname: text({ max: 100 }).failsWith(20022).says('企业名称，rtype=2 时必须'),
        notice: flag().or(false),
      },
      answer: Type.Object(sessionAnswer),
      badField: 20021,
      errors: { 'code.wrong': 20024, 'user.password_invalid': 20021 },
      async handle(call) {
        const { rtype, cname, name, phone, password, vcode, notice } = call.fields;
        const kind = signUpKinds[rtype];
        const session = await signUp(call, identity, {
          kind,
          name,
          phone,
          password,
          code: vcode,
          wantsRecommendations: notice,
          device: call.caller.device,
          ...(kind === 'company' && { companyName: cname }),
        });
        const answer = toSession(session, false);
        if (call.caller.device === 'web') rememberInBrowser(call, answer, undefined);
        return answer;
      },
    }),
    endpoint({
      id: 'signout',
      method: 'POST',
      paths: ['/api/user/signout'],
      title: '退出',
      notes: '会话已结束时也返回 0',
      access: 'anyone',
      fields: {},
      answer: nothing,
      async handle(call) {
        await leave(call);
        return {};
      },
    }),
    endpoint({
      id: 'signout_web',
      method: 'GET',
      paths: ['/signout'],
      title: '退出（网页）',
      access: 'anyone',
      fields: {},
      answer: nothing,
      async handle(call) {
        const site = call.request.headers['sec-fetch-site'];
        if (site === undefined || site === 'same-origin' || site === 'none') await leave(call);
        return call.request.headers.accept?.includes('application/json') ? {} : redirectTo('/');
      },
    }),
    endpoint({
      id: 'forgotpassword',
      method: 'POST',
      paths: ['/api/user/password/reset'],
      title: '忘记密码/密码重置',
      access: 'anyone',
      bodyOnly: true,
      fields: {
        username: text({ max: 100 }).required(),
        password: secret().required(),
        vcode: smsCode().required().failsWith(20092),
      },
      answer: nothing,
      badField: 20091,
      errors: { 'code.wrong': 20092, 'user.password_invalid': 20091 },
      async handle(call) {
        const { username, password, vcode } = call.fields;
        sessions.forgetUser(await resetPassword(call, identity, { who: username, password, code: vcode }));
        return {};
      },
    }),
    endpoint({
      id: 'password_change',
      method: 'POST',
      paths: ['/api/user/password/change'],
      title: '修改密码',
      notes: '成功后所有会话失效，需重新登录',
      access: 'signed-in',
      bodyOnly: true,
      fields: { password_old: secret().required(), password: secret().required() },
      answer: nothing,
      errors: { 'auth.wrong_password': 20094 },
      async handle(call) {
        const actor = personIn(call.read());
        await changePassword(call, identity, actor, {
          oldPassword: call.fields.password_old,
          password: call.fields.password,
        });
        sessions.forgetUser(actor.userId);
        forgetInBrowser(call);
        return {};
      },
    }),
    endpoint({
      id: 'password_verify',
      method: 'POST',
      paths: ['/api/password/verify', '/api/user/password/verify'],
      title: '超时验证密码',
      access: 'signed-in',
      bodyOnly: true,
      fields: { password: secret().required() },
      answer: nothing,
      errors: { 'auth.wrong_password': 20391 },
      async handle(call) {
        await verifyPassword(call, identity, personIn(call.read()), call.fields.password);
        return {};
      },
    }),
    endpoint({
      id: 'verifycode',
      method: 'POST',
      paths: ['/api/verifycode'],
      title: '获取短信验证码',
      notes: '验证码只随短信发出；vcode 仅在开发环境按配置返回',
      access: 'anyone',
      bodyOnly: true,
      fields: { vtype: oneOf(['enter', 'register', 'forget']).required().failsWith(20631), phone: text({ max: 100 }) },
      answer: Type.Object({ vcode: Type.Optional(Type.Integer()) }),
      async handle(call) {
        const purpose = purposes[call.fields.vtype];
        const name = purpose === 'confirm' ? await ownPhone(call) : call.fields.phone;
        if (name === undefined) throw new DomainError('code.no_phone');
        if (purpose === 'register' && !/^1[3-9]\d{9}$/.test(name)) throw new DomainError('code.no_phone');
        const code = await requestCode(call, identity, { purpose, name });
        return answersSmsCode ? { vcode: Number(code) } : {};
      },
      errors: { 'auth.required': 20632 },
    }),
    endpoint({
      id: 'get_jump_code',
      method: 'POST',
      paths: ['/api/user/jumpcode'],
      title: '获取登录跳转码',
      notes: '十分钟内有效，只能使用一次',
      access: 'signed-in',
      fields: {},
      answer: Type.Object({ code: Type.String() }),
      handle: async (call) => ({ code: await call.write((ctx) => issueJumpCode(ctx, personIn(ctx))) }),
    }),
    endpoint({
      id: 'jump_code_jump',
      method: 'GET',
      paths: ['/jump'],
      title: '登录跳转',
      notes: '跳转码错误时回到首页；path 只接受本站路径',
      access: 'anyone',
      fields: { code: text({ max: 100 }), path: text({ max: 500 }) },
      answer: nothing,
      async handle(call) {
        const { code, path } = call.fields;
        try {
          const session = await call.write((ctx) => redeemJumpCode(ctx, code ?? ''));
          rememberInBrowser(call, toSession(session, false), undefined);
        } catch (error) {
          if (error instanceof DomainError && error.code === 'user.jump_code_invalid') return redirectTo('/');
          throw error;
        }
        return redirectTo(path !== undefined && localPath.test(path) ? path : '/');
      },
    }),
    endpoint({
      id: 'role_get',
      method: 'GET',
      paths: ['/api/user/role'],
      title: '查询用户角色',
      access: 'signed-in',
      fields: {},
      answer: Type.Object({
        name: Type.String(),
        id: Type.String(),
        role: Type.String({ description: 'c 需求者，f 开发者' }),
        team_id: Type.String(),
        teams: Type.Array(Type.Object({ name: Type.String(), team_id: Type.String() })),
      }),
      async handle(call) {
        const ctx = call.read();
        const actor = personIn(ctx);
        const [user, parties] = await Promise.all([ownAccount(call, actor), partiesOf(ctx, actor.userId)]);
        const current = parties.find((party) => party.id === actor.partyId);
        const teams = parties.filter((party) => party.kind === 'client');
        return {
          name: user.name,
          id: user.uid,
          role: current?.kind === 'client' ? 'c' : 'f',
          team_id: teams[0]?.uid ?? '',
          teams: teams.map((team) => ({ name: team.name, team_id: team.uid })),
        };
      },
    }),
    endpoint({
      id: 'role_update',
      method: 'PUT',
      paths: ['/api/user/role'],
      title: '用户角色切换',
      access: 'signed-in',
      fields: { id: text({ max: 64 }).required() },
      answer: Type.Object({ identify: Type.String(), current_id: Type.String() }),
      async handle(call) {
        const { device } = call.caller;
        const party = await call.write((ctx) => switchParty(ctx, personIn(ctx), call.fields.id, device !== 'web'));
        if (call.caller.session) sessions.forget(call.caller.session.id);
        return identityOf({ ...party, isCompany: party.is_company });
      },
    }),
    endpoint({
      id: 'client_add',
      method: 'POST',
      paths: ['/api/user/client'],
      title: '创建一个需求者',
      access: 'signed-in',
      fields: { name: text({ max: 30 }).required().failsWith(20251) },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => addTeam(ctx, personIn(ctx), call.fields.name));
        return {};
      },
    }),
    endpoint({
      id: 'create_freelancer',
      method: 'POST',
      paths: ['/api/user/freelancer'],
      title: '创建开发者身份',
      access: 'signed-in',
      fields: {},
      answer: nothing,
      async handle(call) {
        const user = await ownAccount(call, personIn(call.read()));
        await call.write((ctx) => becomeFreelancer(ctx, personIn(ctx), user, call.caller.device !== 'web'));
        if (call.caller.session) sessions.forget(call.caller.session.id);
        return {};
      },
    }),
  ];

  async function leave(call: Call<Fields, Caller>): Promise<void> {
    forgetInBrowser(call);
    const { session } = call.caller;
    if (!session) return;
    sessions.forget(session.id);
    await call.write((ctx) => signOut(ctx, personIn(ctx), session.device));
  }

  async function ownPhone(call: Call<Fields, Caller>): Promise<string> {
    const user = await ownAccount(call, personIn(call.read()));
    if (user.phone === null) throw new DomainError('code.no_phone');
    return user.phone;
  }
}
