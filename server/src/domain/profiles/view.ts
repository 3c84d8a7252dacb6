import type { ReadContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { requirePerson } from '../identity/index.ts';
import { completenessOf, type JoiningStep, nextStepOf } from './completeness.ts';
import {
  clientByUid,
  type ClientProfileRow,
  freelancerByUid,
  freelancerIdByUid,
  type FreelancerProfileRow,
  ownClient,
  ownFreelancer,
  type TeamNumbersRow,
  teamNumbersByUid,
} from './view.sql.ts';

/** What others may see of a freelancer. */
export interface FreelancerProfile
  extends Omit<FreelancerProfileRow, 'username' | 'email' | 'phone' | 'address' | 'postcode'> {
  readonly kind: 'freelancer';
  /** 0 to 100. */
  readonly completeness: number;
  /** Beside it what only the freelancer sees; undefined for others. */
  readonly own:
    | {
        readonly username: string;
        readonly email: string;
        readonly phone: string;
        readonly address: string;
        readonly postcode: string;
        readonly nextStep: JoiningStep | undefined;
      }
    | undefined;
}

type PrivateOfClient = 'user_uid' | 'user_name' | 'user_phone' | 'user_email' | 'address' | 'phone' | 'email';

/** What others may see of a team. */
export interface ClientProfile extends Omit<ClientProfileRow, PrivateOfClient> {
  readonly kind: 'client';
  /** Beside it what only the team sees; undefined for others. */
  readonly own:
    | {
        readonly userUid: string;
        readonly userName: string;
        readonly userPhone: string;
        readonly address: string;
        /** Of the contact; the person's own where none is given. */
        readonly phone: string;
        readonly email: string;
      }
    | undefined;
}

/** The profile of the side the caller acts for (seed 000: 获取用户个人信息). */
export async function ownProfile(ctx: ReadContext): Promise<FreelancerProfile | ClientProfile> {
  const { role, partyId } = requirePerson(ctx.actor);
  if (role === 'freelancer') {
    const [row] = await ctx.db.query(ownFreelancer, [partyId]);
    if (row) return freelancerOf(row, true);
  } else {
    const [row] = await ctx.db.query(ownClient, [partyId]);
    if (row) return clientOf(row, true);
  }
  throw new DomainError('profile.not_found');
}

/** What anyone who is signed in may see of a freelancer or a team, by public id. Throws `profile.not_found`. */
export async function profileOf(ctx: ReadContext, uid: string): Promise<FreelancerProfile | ClientProfile> {
  const { partyId } = requirePerson(ctx.actor);
  const [freelancer] = await ctx.db.query(freelancerByUid, [partyId, ctx.market, uid]);
  if (freelancer) return freelancerOf(freelancer, false);
  const [client] = await ctx.db.query(clientByUid, [ctx.market, uid]);
  if (client) return clientOf(client, false);
  throw new DomainError('profile.not_found');
}

function freelancerOf(row: FreelancerProfileRow, isOwn: boolean): FreelancerProfile {
  const { username, email, phone, address, postcode, ...shown } = row;
  const told = {
    ...row,
    hasAvatar: row.avatar_uid !== null,
    skills: row.skills.length,
    regionId: row.region_id,
    hasEmployment: row.has_employment,
    hasEducation: row.has_education,
    hasPortfolio: row.has_portfolio,
    isVerified: row.is_verified,
  };
  const nextStep = nextStepOf(told);
  const own = { username, email: email ?? '', phone: phone ?? '', address, postcode, nextStep };
  return { kind: 'freelancer', ...shown, completeness: completenessOf(told), own: isOwn ? own : undefined };
}

function clientOf(row: ClientProfileRow, isOwn: boolean): ClientProfile {
  const { user_uid, user_name, user_phone, user_email, address, phone, email, ...shown } = row;
  const userPhone = user_phone ?? '';
  const own = {
    userUid: user_uid,
    userName: user_name,
    userPhone,
    address,
    phone: phone || userPhone,
    email: email || (user_email ?? ''),
  };
  return { kind: 'client', ...shown, own: isOwn ? own : undefined };
}

/** A team in numbers, for anyone (seed 000: 根据工作获取需求者简介信息, 需求者发布项目数据统计). Throws `profile.not_found`. */
export async function teamNumbers(ctx: ReadContext, uid: string): Promise<TeamNumbersRow> {
  const [row] = await ctx.db.query(teamNumbersByUid, [ctx.market, uid]);
  if (!row) throw new DomainError('profile.not_found');
  return row;
}

/** The freelancer whose experience is meant: the caller, or the one with this public id. Throws `profile.not_found`. */
export async function freelancerMeant(ctx: ReadContext, uid: string | undefined): Promise<bigint> {
  const { partyId } = requirePerson(ctx.actor);
  if (uid === undefined) return partyId;
  const [row] = await ctx.db.query(freelancerIdByUid, [ctx.market, uid]);
  if (!row) throw new DomainError('profile.not_found');
  return row.id;
}
