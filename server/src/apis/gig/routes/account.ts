import { Type } from 'typebox';
import {
  changePassword,
  type NewSession,
  requestPhoneCode,
  resetPassword,
  signIn,
  signOut,
} from '../../../domain/identity/index.ts';
import { enterByCode } from '../../../domain/profiles/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import type { Call } from '../../../platform/http/endpoint.ts';
import { type Fields, id, secret, text } from '../../../platform/http/fields.ts';
import { changing, credentials, dataOf, done, nothing, personIn, phone, smsCode } from '../forms.ts';
import type { GigMeans } from '../means.ts';
import { userType } from '../words.ts';
import { type Caller, endpoint, fileCookie } from '../wire.ts';

const session = dataOf(Type.Object({ user_id: Type.Integer(), token: Type.String() }));

/** Hands the session over, and lets the browser's pictures and downloads know it. */
function handOver(call: Call<Fields, Caller>, userId: bigint, { token, expiresAt: expires }: NewSession) {
  call.setCookie(fileCookie, token, { expires });
  return { data: { user_id: Number(userId), token } };
}

/** Codes, sign-in and out, passwords (seed 002: /index/api/*, /user/info/editpassword). */
export function accountRoutes({ identity, sessions }: Pick<GigMeans, 'identity' | 'sessions'>) {
  return [
    endpoint({
      id: 'index_api_sms',
      method: changing,
      paths: ['/index/api/sms'],
      title: '短信验证码',
      notes: '五分钟内有效，登录、找回密码和提现通用；同一号码一分钟一次',
      access: 'anyone',
      fields: { phone: phone().required() },
      answer: nothing,
      async handle(call) {
        await requestPhoneCode(call, identity, call.fields.phone);
        return done;
      },
    }),
    endpoint({
      id: 'index_api_loginphone',
      method: changing,
      paths: ['/index/api/loginphone'],
      title: '手机号用户登录',
      notes: '首次登录即注册，此时需要 usertype',
      access: 'anyone',
      bodyOnly: true,
      fields: { phone: phone().required(), smscode: smsCode(), code: smsCode(), usertype: userType() },
      answer: session,
      async handle(call) {
        const { phone: number, smscode, code = smscode, usertype: kind } = call.fields;
        if (code === undefined) throw new DomainError('request.incomplete', { field: 'smscode' });
        const entered = await enterByCode(call, identity, { phone: number, code, kind, device: 'web' });
        return handOver(call, entered.userId, entered.session);
      },
    }),
    endpoint({
      id: 'index_api_loginpassword',
      method: changing,
      paths: ['/index/api/loginpassword'],
      title: '密码用户登录',
      access: 'anyone',
      bodyOnly: true,
      fields: { phone: phone().required(), password: secret().required() },
      answer: session,
      async handle(call) {
        const { phone: name, password } = call.fields;
        const { address } = call.request;
        const opened = await signIn(call, identity, { name, password, address, device: 'web', remember: true });
        const found = await sessions.find('gig', opened.token);
        if (!found) throw new DomainError('auth.required');
        return handOver(call, found.user_id, opened);
      },
    }),
    endpoint({
      id: 'index_api_loginout',
      method: changing,
      paths: ['/index/api/loginout'],
      title: '用户退出登录',
      notes: 'id 和 token，也可写作 user_id_check 和 token_check',
      access: 'signed-in',
      fields: { ...credentials, id: id().says('用户 user_id'), token: text({ max: 100 }).says('用户 TOKEN') },
      answer: nothing,
      async handle(call) {
        const actor = personIn(call.read());
        await call.write((ctx) => signOut(ctx, actor, 'web'));
        sessions.forget(actor.sessionId);
        call.clearCookie(fileCookie);
        return done;
      },
    }),
    endpoint({
      id: 'index_api_getpwd',
      method: changing,
      paths: ['/index/api/getpwd'],
      title: '用户密码找回',
      notes: '先请求短信接口得到验证码；用 user_id 或 phone 指明用户；所有登录随之失效',
      access: 'anyone',
      bodyOnly: true,
      fields: { code: smsCode(), smscode: smsCode(), user_id: id(), phone: phone(), newpwd: secret().required() },
      answer: nothing,
      async handle(call) {
        const { smscode, code = smscode, user_id: userId, phone: number, newpwd: password } = call.fields;
        const who = userId ?? number;
        if (code === undefined) throw new DomainError('request.incomplete', { field: 'code' });
        if (who === undefined) throw new DomainError('request.incomplete', { field: 'user_id' });
        sessions.forgetUser(await resetPassword(call, identity, { who, password, code, purpose: 'confirm' }));
        return done;
      },
    }),
    endpoint({
      id: 'user_info_editpassword',
      method: changing,
      paths: ['/user/info/editpassword'],
      title: '用户密码修改',
      notes: '给出 oldpassword 时先核对；修改后所有登录失效，请重新登录',
      access: 'signed-in',
      bodyOnly: true,
      fields: { ...credentials, password: secret().required(), oldpassword: secret().says('原密码，可选') },
      answer: nothing,
      async handle(call) {
        const actor = personIn(call.read());
        const { password, oldpassword: oldPassword } = call.fields;
        await changePassword(call, identity, actor, { oldPassword, password });
        sessions.forgetUser(actor.userId);
        return done;
      },
    }),
  ];
}
