import { Type } from 'typebox';
import { requestPhoneCode, signIn, signOut, spendCode, userExists } from '../../../domain/identity/index.ts';
import { joinByName } from '../../../domain/profiles/index.ts';
import { later, minuteMs } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { flag, secret, text } from '../../../platform/http/fields.ts';
import { email } from '../../../platform/http/person-fields.ts';
import { contentOf, credentials, done, nothing, personIn, phone, smsCode, toId } from '../forms.ts';
import type { ConsultingMeans } from '../means.ts';
import { endpoint, sessionCookie } from '../wire.ts';

/** Which side of the market a path belongs to. */
const sides = [
  { noun: 'user', word: '用户', section: '1.1', kind: 'client', joins: 'personal' },
  { noun: 'consultant', word: '卖家', section: '2.1', kind: 'freelancer', joins: 'freelancer' },
] as const;
type Side = (typeof sides)[number];

/** Names the phone that was proven, from the first step of registering to the second. */
const proofCookie = 'consulting_phone';
const proofMs = 30 * minuteMs;

/** Signing up and in, for buyers and consultants alike (seed 003: 1.1, 2.1). */
export function accountRoutes(means: ConsultingMeans) {
  return [...sides.flatMap((side) => [...joining(side, means), ...entering(side, means)]), ...beside(means)];
}

function joining({ noun, word, section, joins }: Side, { identity, vault }: ConsultingMeans) {
  return [
    endpoint({
      id: `${section}.1`,
      method: 'POST',
      paths: [`/api/${noun}/signin`],
      title: `${word}手机注册`,
      notes: '验证手机号码；返回的凭证同时存入 Cookie，三十分钟内用于注册',
      access: 'anyone',
      bodyOnly: true,
      fields: { phone_number: phone().required(), verification_code: smsCode().required() },
      answer: contentOf(Type.String({ description: '手机号码的凭证' })),
      async handle(call) {
        const { phone_number: number, verification_code: code } = call.fields;
        await spendCode(call, identity, { phone: number, purpose: 'confirm', code });
        if (await userExists(call, number)) throw new DomainError('code.phone_registered');
        const expires = later(call.read().now, proofMs);
        const proof = vault.seal(`phone:${number}:${expires.getTime()}`);
        call.setCookie(proofCookie, proof, { expires });
        return { content: [proof] };
      },
    }),
    endpoint({
      id: `${section}.2`,
      method: 'POST',
      paths: [`/api/${noun}/register`],
      title: '注册信息提交接口',
      notes: '注册成功后返回唯一 ID；已验证的手机号码（Cookie 或 phone_proof）一并登记',
      access: 'anyone',
      bodyOnly: true,
      fields: {
        gender: flag().says('1代表男；0代表女'),
        realname: text({ max: 30 }).says('真实姓名'),
        username: text({ max: 30, pattern: /^[^\s@]+$/ })
          .required()
          .says('用户名'),
        password: secret().required(),
        password_again: secret().required(),
        email: email(),
        phone_proof: text({ max: 500 }).says('手机注册返回的凭证，没有 Cookie 时使用'),
      },
      answer: nothing,
      async handle(call) {
        const { username, password, password_again: again, email, realname } = call.fields;
        if (password !== again) throw new DomainError('consultation.mismatch', { field: 'password_again' });
        const proof = call.fields.phone_proof ?? call.request.cookies[proofCookie];
        const proven = proof === undefined ? null : provenPhone(vault, proof, call.read().now);
        const person = { kind: joins, username, name: realname ?? username, password, phone: proven, email };
        const userId = await joinByName(call, identity, person);
        call.clearCookie(proofCookie);
        return toId(userId);
      },
    }),
  ];
}

/** The phone a proof names; null when it is none of ours or too old. */
function provenPhone(vault: ConsultingMeans['vault'], proof: string, now: Date): string | null {
  try {
    const [, number, until] = /^phone:(1\d{10}):(\d+)$/.exec(vault.open(proof)) ?? [];
    return number !== undefined && Number(until) > now.getTime() ? number : null;
  } catch {
    return null;
  }
}

function entering({ noun, section, kind }: Side, { identity, sessions }: ConsultingMeans) {
  return [
    endpoint({
      id: `${section}.3`,
      method: 'POST',
      paths: [`/api/${noun}/login`],
      title: '登录接口',
      notes: 'content 依次为唯一 ID 和 token；会话同时存入 Cookie',
      access: 'anyone',
      bodyOnly: true,
      fields: { username: text({ max: 100 }).required(), password: secret().required() },
      answer: contentOf(Type.Union([Type.Integer(), Type.String()])),
      async handle(call) {
        const { username: name, password } = call.fields;
        const { address } = call.request;
        const opened = await signIn(call, identity, { name, password, address, device: 'web', remember: true });
        // Somebody of the other side of the market is no user of this one.
        if (opened.party.kind !== kind) throw new DomainError('auth.wrong_password');
        const session = await sessions.find('consulting', opened.token);
        if (!session) throw new DomainError('auth.required');
        call.setCookie(sessionCookie, opened.token, { expires: opened.expiresAt });
        return { content: [Number(session.user_id), opened.token] };
      },
    }),
  ];
}

/** What the document leaves out: a code, and the way out. */
function beside({ identity, sessions }: ConsultingMeans) {
  return [
    endpoint({
      id: 'sms_code',
      method: 'POST',
      paths: ['/api/sms/code', '/api/user/sms', '/api/consultant/sms'],
      title: '发送短信验证码',
      notes: '扩展：手机注册和提现通用，五分钟内有效；同一号码一分钟一次',
      access: 'anyone',
      fields: { phone_number: phone().required() },
      answer: nothing,
      async handle(call) {
        await requestPhoneCode(call, identity, call.fields.phone_number);
        return done;
      },
    }),
    endpoint({
      id: 'logout',
      method: 'POST',
      paths: ['/api/user/logout', '/api/consultant/logout'],
      title: '退出登录',
      notes: '扩展',
      access: 'signed-in',
      fields: credentials,
      answer: nothing,
      async handle(call) {
        const actor = personIn(call.read());
        await call.write((ctx) => signOut(ctx, actor, 'web'));
        sessions.forget(actor.sessionId);
        call.clearCookie(sessionCookie);
        return done;
      },
    }),
  ];
}
