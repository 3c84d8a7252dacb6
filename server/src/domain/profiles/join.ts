import type { PartyKind, PersonActor, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import {
  addParty,
  addUser,
  assertNewPassword,
  type Device,
  type IdentityMeans,
  type NewParty,
  type NewSession,
  openSession,
  partiesOf,
  spendCode,
  switchParty,
  userExists,
} from '../identity/index.ts';
import { openWallet } from '../ledger/index.ts';
import { insertClientProfile, insertFreelancerProfile } from './profiles.sql.ts';

/** How a person joins: to work, to hire for a company or themselves, or to watch over deals. */
export type SignUpKind = 'freelancer' | 'company' | 'personal' | 'broker' | 'administrator';

const partyKinds: Readonly<Record<SignUpKind, PartyKind>> = {
  freelancer: 'freelancer',
  company: 'client',
  personal: 'client',
  broker: 'broker',
  administrator: 'administrator',
};

export interface SignUp {
  readonly kind: SignUpKind;
  readonly name: string;
  readonly phone: string;
  readonly password: string;
  readonly code: string;
  /** The phone when left out. */
  readonly username?: string | undefined;
  /** The company's name; people who hire for themselves have a team of their own name. */
  readonly companyName?: string | undefined;
  readonly wantsRecommendations: boolean;
  readonly device: Device;
}

/**
 * A person joins the market, proven by a code sent to the phone, with a party, a wallet and a profile, and is signed in.
 * Throws `user.exists`, `user.company_name_required`, `user.password_invalid` and what is wrong with the code.
 */
export function signUp(units: Units, means: IdentityMeans, person: SignUp): Promise<NewSession> {
  return register(units, means, person, (ctx, { userId }) => {
    const user = { id: userId, last_party_id: null, last_mobile_party_id: null };
    return openSession(ctx, user, { device: person.device, remember: false });
  });
}

/**
 * The same without signing in; `follow` runs in the unit of work that adds the person, and its answer is the answer.
 */
export async function register<T>(
  units: Units,
  means: IdentityMeans,
  person: Omit<SignUp, 'device'>,
  follow: (ctx: WriteContext, joined: Joined) => Promise<T>,
): Promise<T> {
  const { phone, password, code } = person;
  const username = person.username ?? phone;
  if (person.kind === 'company' && person.companyName === undefined)
    throw new DomainError('user.company_name_required');
  assertNewPassword(units.read().settings, password);
  if ((await userExists(units, phone)) || (await userExists(units, username))) throw new DomainError('user.exists');
  await spendCode(units, means, { phone, purpose: 'register', code });
  const passwordHash = await means.passwords.hash(password);
  return units.write(async (ctx) => {
    const joined = await addPerson(ctx, { ...person, username, passwordHash });
    await ctx.emit('user.joined', { userId: joined.userId });
    return follow(ctx, joined);
  });
}

/** Who has joined, and the side they act as. */
export interface Joined {
  readonly userId: bigint;
  readonly partyId: bigint;
  readonly uid: string;
}

/** Somebody who joins. Without a phone they need a user name. */
export interface NewPerson extends Omit<SignUp, 'code' | 'password' | 'device' | 'phone'> {
  readonly phone: string | null;
  readonly passwordHash: string;
}

/** The same without a code or a session, for operators and demo data, and for wires that prove people in their own way. */
export async function addPerson(ctx: WriteContext, person: NewPerson): Promise<Joined> {
  const username = person.username ?? person.phone;
  if (username === null) throw new Error('a new user needs a name or a phone');
  const { userId, uid } = await addUser(ctx, { ...person, username });
  const isFreelancer = person.kind === 'freelancer';
  const partyId = await addSide(ctx, {
    userId,
    kind: partyKinds[person.kind],
    uid: isFreelancer ? uid : ctx.ids.uid(),
    name: person.companyName ?? person.name,
    isCompany: person.kind === 'company',
  });
  if (partyId === undefined) throw new Error('a new user had a party already');
  return { userId, partyId, uid };
}

/** A party with its wallet and profile (whoever is no freelancer has a client's); undefined when the user has one of that kind. */
async function addSide(ctx: WriteContext, party: NewParty): Promise<bigint | undefined> {
  const partyId = await addParty(ctx, party);
  if (partyId === undefined) return undefined;
  await openWallet(ctx, partyId);
  await ctx.db.query(party.kind === 'freelancer' ? insertFreelancerProfile : insertClientProfile, [partyId, ctx.now]);
  return partyId;
}

/** The caller also hires from now on, with a team of this name. Throws `role.one_team_only`. */
export async function addTeam(ctx: WriteContext, actor: PersonActor, name: string): Promise<void> {
  const party = { userId: actor.userId, kind: 'client' as const, uid: ctx.ids.uid(), name, isCompany: false };
  if ((await addSide(ctx, party)) === undefined) throw new DomainError('role.one_team_only');
}

/** The caller also works from now on, and acts as a freelancer; repeating it changes nothing more. */
export async function becomeFreelancer(
  ctx: WriteContext,
  actor: PersonActor,
  user: { readonly uid: string; readonly name: string },
  isMobile: boolean,
): Promise<void> {
  const { userId } = actor;
  await addSide(ctx, { userId, kind: 'freelancer', uid: user.uid, name: user.name, isCompany: false });
  if (actor.role === 'freelancer') return;
  const own = (await partiesOf(ctx, userId)).find((party) => party.kind === 'freelancer');
  if (own) await switchParty(ctx, actor, own.uid, isMobile);
}
