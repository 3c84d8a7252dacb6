import type { Units } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import {
  assertNewPassword,
  changePerson,
  type Device,
  type IdentityMeans,
  type NewSession,
  openSession,
  refuseRestricted,
  tryCode,
  userOf,
} from '../identity/index.ts';
import { addPerson, type SignUpKind } from './join.ts';

export interface Entrance {
  readonly phone: string;
  /** The code that was sent to the phone. */
  readonly code: string;
  /** What somebody new joins as. */
  readonly kind: SignUpKind | undefined;
  readonly device: Device;
}

/**
 * Signs a person in by a code sent to their phone; somebody new joins by it, named after the phone's last digits (seed
 * 002: 手机号用户登录). Throws what is wrong with the code, `auth.restricted`, and `user.kind_required` for somebody new who does
 * not say what they join as, who can then say it with the same code.
 */
export async function enterByCode(
  units: Units,
  means: IdentityMeans,
  { phone, code, kind, device }: Entrance,
): Promise<{ userId: bigint; session: NewSession }> {
  const isKnown = (await userOf(units.read(), phone)) !== undefined;
  // Nobody knows the password: until they set one they come in by codes only.
  const passwordHash = isKnown ? '' : await means.passwords.hash(await units.write(async (ctx) => ctx.ids.token()));
  const entered = await units.write(async (ctx) => {
    const refusal = await tryCode(ctx, means.pepper, { phone, purpose: 'confirm', code });
    if (refusal) return refusal;
    const user = (await userOf(ctx, phone)) ?? (await join());
    await refuseRestricted(ctx, user);
    return { userId: user.id, session: await openSession(ctx, user, { device, remember: true }) };

    async function join() {
      if (kind === undefined) throw new DomainError('user.kind_required');
      const name = `用户${phone.slice(-4)}`;
      const person = { kind, name, phone, passwordHash, wantsRecommendations: false };
      const { userId: id } = await addPerson(ctx, person);
      await ctx.emit('user.joined', { userId: id });
      return { id, state: 'active' as const, last_party_id: null, last_mobile_party_id: null };
    }
  });
  if (entered instanceof DomainError) throw entered;
  return entered;
}

export interface NameSignUp {
  readonly kind: SignUpKind;
  readonly username: string;
  readonly name: string;
  readonly password: string;
  /** A phone that has been proven; null when none was. */
  readonly phone: string | null;
  readonly email: string | undefined;
}

/**
 * Somebody joins under a user name (seed 003: 注册信息提交接口). Throws `user.exists` (name or phone taken),
 * `user.email_taken` and `user.password_invalid`.
 */
export async function joinByName(units: Units, means: IdentityMeans, person: NameSignUp): Promise<bigint> {
  assertNewPassword(units.read().settings, person.password);
  const passwordHash = await means.passwords.hash(person.password);
  return units.write(async (ctx) => {
    const { userId } = await addPerson(ctx, { ...person, passwordHash, wantsRecommendations: false });
    if (person.email !== undefined) await changePerson(ctx, userId, { email: person.email });
    await ctx.emit('user.joined', { userId });
    return userId;
  });
}
