import { Type } from 'typebox';
import {
  actorOf,
  changePassword,
  changePhone,
  exchangeCode,
  ownAccount,
  requestCodeOfOwner,
  requirePerson,
  resetPassword,
  signIn,
  signOut,
} from '../../../domain/identity/index.ts';
import { joinAsMember } from '../../../domain/members/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import type { RequestFacts } from '../../../platform/http/endpoint.ts';
import { oneOf, secret, text } from '../../../platform/http/fields.ts';
import { objectOf } from '../../../platform/http/json-fields.ts';
import { answerOf, done, memberPlaceIn, nothing, placeFields } from '../forms.ts';
import type { IblockMeans } from '../means.ts';
import { roleNumbers } from '../people.ts';
import { endpoint, sessionCookie } from '../wire.ts';

const phone = () => text({ pattern: /^1\d{10}$/ }).says('11 位手机号');
const code = () => text({ pattern: /^\d{6}$/ }).says('短信验证码');

/** A field of the body, or the header of one of its names (seed 001, 4.1 and 4.12.2), percent-coded where need be. */
function given(value: string | undefined, { headers }: RequestFacts, ...names: readonly string[]): string {
  const header = names.map((name) => headers[name.toLowerCase()]).find((one) => typeof one === 'string' && one !== '');
  const found = value ?? (typeof header === 'string' ? decoded(header) : undefined);
  if (found === undefined || found.length > 200) throw new DomainError('request.incomplete', { field: names[0] });
  return found;
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(Buffer.from(header, 'latin1').toString('utf8'));
  } catch {
    return header;
  }
}

/** Sign-in and out, sign-up, phone and password (seed 001, 4.1 to 4.3 and 4.12). */
export function accountRoutes({ identity, sessions, catalog }: IblockMeans) {
  return [
    endpoint({
      id: '4.1',
      method: 'POST',
      paths: ['/user/logon', '/user/login', '/admin/user/login'],
      title: '登录',
      notes:
        'username（用户名或手机号）和 passwd 放在请求体或请求头中。成功后写入会话 Cookie；不保存 Cookie 的客户端可用返回的 token：Authorization: Bearer {token}',
      access: 'anyone',
      bodyOnly: true,
      fields: {
        username: text({ max: 100 }),
        userName: text({ max: 100 }),
        mobile: text({ max: 100 }),
        passwd: secret(),
        password: secret(),
      },
      answer: answerOf(
        Type.Object({
          id: Type.Integer(),
          userid: Type.Integer(),
          username: Type.String(),
          role: Type.Integer({ description: '1 经纪人 2 设计师 3 项目经理 4 系统管理员' }),
          token: Type.String(),
        }),
      ),
      async handle(call) {
        const { username, userName, mobile, passwd, password } = call.fields;
        const name = given(username ?? userName ?? mobile, call.request, 'username', 'mobile');
        const secretGiven = given(passwd ?? password, call.request, 'passwd', 'password');
        const { address } = call.request;
        const attempt = { name, password: secretGiven, address, device: 'web', remember: true } as const;
        const session = await signIn(call, identity, attempt);
        const found = await sessions.find('iblock', session.token);
        if (!found) throw new DomainError('auth.required');
        const user = await ownAccount(call, actorOf(found));
        call.setCookie(sessionCookie, session.token, { expires: session.expiresAt });
        const id = Number(user.id);
        return {
          data: { id, userid: id, username: user.name, role: roleNumbers[session.party.kind], token: session.token },
        };
      },
    }),
    endpoint({
      id: 'logout',
      method: ['POST', 'GET'],
      paths: ['/user/logout'],
      title: '退出登录',
      access: 'anyone',
      fields: {},
      answer: nothing,
      async handle(call) {
        const { session } = call.caller;
        const { actor } = call.read();
        if (session && actor.kind === 'person') {
          await call.write((ctx) => signOut(ctx, actor, 'web'));
          sessions.forget(session.id);
        }
        call.clearCookie(sessionCookie);
        return done;
      },
    }),
    endpoint({
      id: '4.2',
      method: 'POST',
      paths: ['/user/sendValidateCode/'],
      title: '验证手机号',
      notes:
        '未注册的手机号用于注册或更换手机号，本人的手机号用于更换手机号，已注册的手机号用于重置密码；一分钟一次，一小时五次，一天十次',
      access: 'anyone',
      fields: { phone: phone().required() },
      answer: nothing,
      async handle(call) {
        await requestCodeOfOwner(call, identity, call.fields.phone);
        return done;
      },
    }),
    endpoint({
      id: '4.3',
      method: 'POST',
      paths: ['/user/signup', '/signup/designer', '/signup/manager'],
      title: '注册（不自动登录）',
      notes:
        '有 corporateName 或 role=3 时注册为项目经理，否则为设计师；省、市、区可写名称、ID 或 {id,name}。经纪人和管理员由平台添加',
      access: 'anyone',
      bodyOnly: true,
      fields: {
        username: text({ min: 1, max: 30 }).required(),
        passwd: secret(),
        password: secret(),
        contactPhone: phone(),
        mobile: phone(),
        verifyCode: code().required(),
        role: oneOf(['2', '3']).says('2 设计师 3 项目经理'),
        geo: objectOf({ ...placeFields, address: text(), street: text() }),
        corporateName: text({ max: 100 }).says('项目经理的公司名称'),
        corporateBio: text({ max: 2_000 }).says('公司简介'),
      },
      answer: answerOf(Type.Object({ id: Type.Integer(), userid: Type.Integer() })),
      async handle(call) {
        const { username, contactPhone, mobile, verifyCode, role, geo, corporateName, corporateBio } = call.fields;
        const password = call.fields.passwd ?? call.fields.password;
        const number = contactPhone ?? mobile;
        if (password === undefined || number === undefined) throw new DomainError('request.incomplete');
        const hires = role === '3' || (role === undefined && corporateName !== undefined);
        const lists = await catalog.read();
        const { userId } = await joinAsMember(
          call,
          identity,
          {
            kind: hires ? (corporateName === undefined ? 'personal' : 'company') : 'freelancer',
            username,
            name: username,
            phone: number,
            password,
            code: verifyCode,
            place: memberPlaceIn(lists, geo ?? {}),
            ...(hires && { companyName: corporateName, overview: corporateBio }),
          },
          lists,
        );
        return { data: { id: Number(userId), userid: Number(userId) } };
      },
    }),
    endpoint({
      id: '4.12.1',
      method: 'POST',
      paths: ['/user/modifyPhone/'],
      title: '修改用户手机号',
      notes: '两个验证码都由 user/sendValidateCode 发送：一个到原手机号，一个到新手机号',
      access: 'signed-in',
      bodyOnly: true,
      fields: {
        oldVerifyCode: code().required(),
        newPhone: phone().required(),
        newVerifyCode: code().required(),
      },
      answer: nothing,
      async handle(call) {
        const { oldVerifyCode: oldCode, newPhone, newVerifyCode: newCode } = call.fields;
        const actor = requirePerson(call.read().actor);
        await changePhone(call, identity, actor, { proof: { code: oldCode }, phone: newPhone, newCode });
        return done;
      },
    }),
    endpoint({
      id: 'reset_mobile',
      method: 'POST',
      paths: ['/account/security/resetMobile'],
      title: '凭密码更换手机号',
      notes: 'verifyCode 由 user/sendValidateCode 发送到新手机号 phone；其他会话随即失效',
      access: 'signed-in',
      bodyOnly: true,
      fields: { phone: phone().required(), verifyCode: code().required(), password: secret().required() },
      answer: nothing,
      async handle(call) {
        const { phone: moved, verifyCode: newCode, password } = call.fields;
        const actor = requirePerson(call.read().actor);
        await changePhone(call, identity, actor, { proof: { password }, phone: moved, newCode });
        return done;
      },
    }),
    endpoint({
      id: '4.12.2',
      method: 'POST',
      paths: ['/user/modifyPassword/', '/account/security/updatePassword'],
      title: '修改密码',
      notes: 'oldPasswd 和 newPasswd 放在请求体或请求头中；成功后须重新登录',
      access: 'signed-in',
      bodyOnly: true,
      fields: { oldPasswd: secret(), newPasswd: secret(), oldPassword: secret(), newPassword: secret() },
      answer: nothing,
      async handle(call) {
        const oldPassword = given(call.fields.oldPasswd ?? call.fields.oldPassword, call.request, 'oldPasswd');
        const password = given(call.fields.newPasswd ?? call.fields.newPassword, call.request, 'newPasswd');
        const actor = requirePerson(call.read().actor);
        await changePassword(call, identity, actor, { oldPassword, password });
        sessions.forgetUser(actor.userId);
        call.clearCookie(sessionCookie);
        return done;
      },
    }),
    endpoint({
      id: 'validate_verify_code',
      method: 'POST',
      paths: ['/account/security/validateVerifyCode'],
      title: '验证重置密码的验证码',
      notes: 'data 为 6 位数字的 token，300 秒内用于 resetPassword，代替已用掉的验证码',
      access: 'anyone',
      bodyOnly: true,
      fields: { phone: phone().required(), verifyCode: code().required() },
      answer: answerOf(Type.String()),
      async handle(call) {
        const { phone: of, verifyCode } = call.fields;
        return { data: await exchangeCode(call, identity, { phone: of, code: verifyCode }) };
      },
    }),
    endpoint({
      id: 'reset_password',
      method: 'POST',
      paths: ['/account/security/resetPassword'],
      title: '重置密码',
      notes: '用 user/sendValidateCode 发送到已注册手机号的验证码；成功后须重新登录',
      access: 'anyone',
      bodyOnly: true,
      fields: {
        phone: phone().required(),
        verifyCode: code(),
        token: code().says('同 verifyCode，或 validateVerifyCode 的 token'),
        password: secret().required(),
      },
      answer: nothing,
      async handle(call) {
        const { phone: who, verifyCode, token, password } = call.fields;
        const given = verifyCode ?? token;
        if (given === undefined) throw new DomainError('request.incomplete', { field: 'verifyCode' });
        sessions.forgetUser(await resetPassword(call, identity, { who, password, code: given }));
        return done;
      },
    }),
  ];
}
