import { createHash } from 'node:crypto';
import { type Clock, dayMs, later } from '../../kernel/clock.ts';
import type { Actor, PartyKind, PersonActor, Reader, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import {
  deleteSession,
  deleteSessionsOfUser,
  type Device,
  insertSession,
  partiesOfUser,
  rememberParty,
  type SessionRow,
  sessionByToken,
  type UserRow,
} from './identity.sql.ts';

const rememberedDays = 30;

interface Side {
  readonly id: bigint;
  readonly uid: string;
  readonly kind: PartyKind;
  readonly isCompany: boolean;
}

export interface NewSession {
  readonly token: string;
  readonly expiresAt: Date;
  readonly party: Side;
}

/** A token as the database knows it. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

export interface SessionOwner {
  readonly userId: bigint;
  readonly parties: readonly Side[];
  /** The party they last were on the web, and on a mobile device. */
  readonly lastId: bigint | null;
  readonly lastMobileId: bigint | null;
}

/**
 * Opens a session on a device, as the party the user last was there. A remembered session lives 30 days, another one day;
 * a desktop sign-in ends the user's earlier desktop sessions and acts as the freelancer.
 */
export async function openSessionAs(
  ctx: WriteContext,
  { userId, parties, lastId, lastMobileId }: SessionOwner,
  { device, remember }: { device: Device; remember: boolean },
): Promise<NewSession> {
  const wantedId = device === 'web' ? lastId : (lastMobileId ?? lastId);
  const usual = parties.find((party) => party.id === wantedId) ?? parties[0];
  const party = device === 'desktop' ? (parties.find((one) => one.kind === 'freelancer') ?? usual) : usual;
  if (!party) throw new DomainError('user.not_found');

  if (device === 'desktop') await ctx.db.query(deleteSessionsOfUser, [userId, 'desktop']);
  const token = ctx.ids.token();
  const expiresAt = later(ctx.now, (remember ? rememberedDays : 1) * dayMs);
  ctx.db.send(insertSession, [tokenHash(token), userId, party.id, device, ctx.now, expiresAt]);
  return { token, expiresAt, party };
}

/** The same for a user whose parties are still to be looked up. */
export async function openSession(
  ctx: WriteContext,
  user: Pick<UserRow, 'id' | 'last_party_id' | 'last_mobile_party_id'>,
  options: { device: Device; remember: boolean },
): Promise<NewSession> {
  const rows = await ctx.db.query(partiesOfUser, [user.id]);
  const parties = rows.map(({ id, uid, kind, is_company: isCompany }) => ({ id, uid, kind, isCompany }));
  const { id: userId, last_party_id: lastId, last_mobile_party_id: lastMobileId } = user;
  return openSessionAs(ctx, { userId, parties, lastId, lastMobileId }, options);
}

/** Ends the caller's session, and remembers on which side they were on that kind of device. */
export async function signOut(ctx: WriteContext, actor: PersonActor, device: Device): Promise<void> {
  await ctx.db.query(rememberParty, [actor.userId, actor.partyId, device !== 'web']);
  await ctx.db.query(deleteSession, [actor.sessionId]);
}

/** Looks sessions up by token. */
export interface Sessions {
  find(market: string, token: string): Promise<SessionRow | undefined>;
  /** Forgets what was remembered of a session, at once in this process. */
  forget(sessionId: bigint): void;
  forgetUser(userId: bigint): void;
}

/**
 * Found sessions are remembered for `rememberMs` (below a second: after a sign-out elsewhere a token works no longer
 * than that), so that a busy session is not looked up for each of its requests.
 */
export function createSessions(db: Reader, clock: Clock, rememberMs: number): Sessions {
  const found = new Map<string, { session: SessionRow; until: number }>();
  const limit = 20_000;

  return {
    async find(market, token) {
      const known = found.get(`${market}:${token}`);
      const now = clock.now();
      if (known && known.until > performance.now() && known.session.expires_at > now) return known.session;
      const [session] = await db.query(sessionByToken, [tokenHash(token), now, market]);
      if (found.size >= limit) found.clear();
      if (session) found.set(`${market}:${token}`, { session, until: performance.now() + rememberMs });
      else found.delete(`${market}:${token}`);
      return session;
    },
    forget(sessionId) {
      for (const [key, { session }] of found) if (session.id === sessionId) found.delete(key);
    },
    forgetUser(userId) {
      for (const [key, { session }] of found) if (session.user_id === userId) found.delete(key);
    },
  };
}

/** The actor of a session. */
export function actorOf(session: SessionRow): PersonActor {
  return {
    kind: 'person',
    userId: session.user_id,
    partyId: session.party_id,
    role: session.kind,
    sessionId: session.id,
  };
}

/** The person who acts; throws `auth.required` for anyone else. */
export function requirePerson(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw new DomainError('auth.required');
  return actor;
}

/** The person who acts as a client; throws `role.client_required`. */
export function requireClient(actor: Actor): PersonActor {
  const person = requirePerson(actor);
  if (person.role !== 'client') throw new DomainError('role.client_required');
  return person;
}

/** The person who acts as a freelancer; throws `role.freelancer_required`. */
export function requireFreelancer(actor: Actor): PersonActor {
  const person = requirePerson(actor);
  if (person.role !== 'freelancer') throw new DomainError('role.freelancer_required');
  return person;
}

/** The side of a deal the person is on; throws `role.client_required` for those who are on neither. */
export function dealSideOf({ role }: Pick<PersonActor, 'role'>): 'client' | 'freelancer' {
  if (role !== 'client' && role !== 'freelancer') throw new DomainError('role.client_required');
  return role;
}

/** The person who keeps the market's order; throws `role.administrator_required`. */
export function requireAdministrator(actor: Actor): PersonActor {
  const person = requirePerson(actor);
  if (person.role !== 'administrator') throw new DomainError('role.administrator_required');
  return person;
}

/** The person who goes between managers and freelancers; throws `role.broker_required`. */
export function requireBroker(actor: Actor): PersonActor {
  const person = requirePerson(actor);
  if (person.role !== 'broker') throw new DomainError('role.broker_required');
  return person;
}
