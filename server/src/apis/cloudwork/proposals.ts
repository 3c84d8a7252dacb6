/** How proposals show in this API. */
import type { PartyKind } from '../../kernel/context.ts';
import { Type } from 'typebox';
import type { Catalog } from '../../domain/catalog/index.ts';
import type { MessageRow } from '../../domain/messaging/index.ts';
import {
  type ClientList,
  type FreelancerList,
  type ProposalRequest,
  type ProposalView,
  requestsFor,
} from '../../domain/proposals/index.ts';
import { localTime } from '../../kernel/clock.ts';
import { yuanNumber } from '../../kernel/money.ts';
import { attachmentAnswer, attachmentOf, pictureUrl } from './forms-files.ts';
import { contractStatus, payMethodOf, proposalStatus, wordOf } from './state-words.ts';

/** The lists of both sides by their word in this API; a word means another list on each side. */
export const listOfOperate = {
  interview: 'interview',
  invite: 'invitations',
  active: 'waiting',
  freeze: 'frozen',
  hire: 'hired',
  archive: 'archived',
} as const satisfies Record<string, FreelancerList | ClientList>;

const jobAnswer = Type.Object({
  id: Type.String(),
  name: Type.String(),
  paymethod: Type.String({ description: 'hour 按小时，fixed 固定价格' }),
  description: Type.String({ description: '列表中为前 100 字，单个查询时为全文' }),
  budget: Type.Number(),
  level: Type.String(),
  category: Type.String(),
  category_name: Type.String(),
  category_parent_name: Type.String(),
  workload: Type.Integer(),
  duration: Type.Integer(),
  create_at: Type.String(),
  applied: Type.Integer({ description: '投标数' }),
  interview: Type.Integer({ description: '沟通中的数目' }),
});

const userAnswer = Type.Object({
  freelancer: Type.Object({
    id: Type.String(),
    name: Type.String(),
    title: Type.String(),
    avatar: Type.String(),
    hourly: Type.Number(),
    location: Type.Object({ name: Type.Optional(Type.String()), parent_name: Type.Optional(Type.String()) }),
    skills: Type.Array(Type.String()),
    is_favorite: Type.Boolean(),
  }),
  client: Type.Object({ id: Type.String(), name: Type.String(), avatar: Type.String() }),
});

/** One proposal, in lists and alone. */
export const proposalAnswer = Type.Object({
  proposal_id: Type.Integer(),
  ptype: Type.String({ description: 'D 投标，I 邀请' }),
  status: Type.String({ description: 'active / interview / refuse / revoke / archive / hire' }),
  archive: Type.Boolean({ description: '需求者已归档' }),
  price: Type.Number({ description: '元；按小时付款时为每小时' }),
  message: Type.String(),
  reason: Type.String(),
  create_at: Type.String(),
  update_at: Type.String(),
  duration: Type.Integer(),
  contract_id: Type.String(),
  contract_status: Type.String(),
  contract_name: Type.String(),
  invite: Type.Object({ name: Type.Optional(Type.String()), team_id: Type.Optional(Type.String()) }),
  attachment: attachmentAnswer,
  question: Type.String(),
  job: jobAnswer,
  user: userAnswer,
  moves: Type.Array(Type.String(), {
    description: '当前用户此刻可以执行的操作：投标操作的 operate，以及 offer（发送合同）',
  }),
});

/** What PUT /api/proposal calls each request. */
export const operateOf = {
  accept: 'accept',
  refuse: 'refuse',
  revoke: 'revoke',
  archive: 'archive',
  reactivate: 'reactive',
  unfreeze: 'unfreeze',
} as const satisfies Record<ProposalRequest, string>;

export interface ProposalWords {
  readonly side: PartyKind;
  readonly catalog: Catalog;
  readonly baseUrl: string;
  /** Whether it is shown alone, with the whole description of the job. */
  readonly isAlone: boolean;
}

/** A proposal in this API's words. */
export function toProposal(view: ProposalView, words: ProposalWords) {
  const { proposal, client, contract, file } = view;
  const isInvitation = proposal.kind === 'invitation';
  const question = proposal.question_id === null ? undefined : words.catalog.questions.byId(proposal.question_id);
  return {
    proposal_id: Number(proposal.id),
    ptype: isInvitation ? 'I' : 'D',
    status: proposalStatus[proposal.state],
    archive: proposal.client_archived,
    price: yuanNumber(proposal.price ?? 0n),
    message: proposal.message,
    reason: proposal.reason,
    create_at: localTime(proposal.created_at),
    update_at: localTime(proposal.updated_at),
    duration: proposal.duration ?? 0,
    contract_id: contract?.uid ?? '',
    contract_status: contract ? wordOf(contractStatus, contract.state) : '',
    contract_name: contract?.name ?? '',
    invite: isInvitation && client ? { name: client.name, team_id: client.uid } : {},
    attachment: attachmentOf(words.baseUrl, file),
    question: question?.name ?? '',
    job: toJob(view, words),
    user: toUser(view, words),
    moves: requestsFor(proposal, words.side).map((one) => (one === 'offer' ? one : operateOf[one])),
  };
}

function toJob({ listing, counts }: ProposalView, { catalog, isAlone }: ProposalWords) {
  const category = listing && catalog.categories.byId(listing.category_id);
  const parent = category && category.parentId !== null ? catalog.categories.byId(category.parentId) : undefined;
  return {
    id: listing?.uid ?? '',
    name: listing?.title ?? '',
    paymethod: payMethodOf[listing?.pay_kind ?? 'fixed'],
    description: (isAlone ? listing?.description : listing?.summary) ?? '',
    budget: yuanNumber(listing?.budget ?? 0n),
    level: listing?.level ?? '',
    category: category?.name ?? '',
    category_name: category?.name ?? '',
    category_parent_name: parent?.name ?? '',
    workload: listing?.workload ?? 0,
    duration: listing?.duration ?? 0,
    create_at: listing ? localTime(listing.created_at) : '',
    applied: counts?.bids ?? 0,
    interview: counts?.interviews ?? 0,
  };
}

function toUser({ client, freelancer, isFavorite }: ProposalView, { catalog, baseUrl }: ProposalWords) {
  return {
    freelancer: {
      id: freelancer?.uid ?? '',
      name: freelancer?.name ?? '',
      title: freelancer?.title ?? '',
      avatar: pictureUrl(baseUrl, freelancer?.avatar_uid),
      hourly: yuanNumber(freelancer?.hourly ?? 0n),
      location: toLocation(freelancer?.region_id ?? null, catalog),
      skills: freelancer?.skills ?? [],
      is_favorite: isFavorite,
    },
    client: {
      id: client?.uid ?? '',
      name: client?.name ?? '',
      avatar: pictureUrl(baseUrl, client?.logo_uid ?? client?.avatar_uid),
    },
  };
}

function toLocation(regionId: number | null, { regions }: Catalog): { name?: string; parent_name?: string } {
  const region = regionId === null ? undefined : regions.byId(regionId);
  if (!region) return {};
  const parent = region.parentId === null ? undefined : regions.byId(region.parentId);
  return { name: region.name, parent_name: parent?.name ?? '' };
}

/** One message of a conversation. */
export const messageAnswer = Type.Object({
  message_id: Type.Integer(),
  name: Type.String(),
  content: Type.String(),
  create_at: Type.String(),
  is_self: Type.Boolean({ description: '由自己发送' }),
});

/** A message in this API's words, as the party `partyId` reads it. */
export const toMessage = (message: MessageRow, partyId: bigint) => ({
  message_id: Number(message.id),
  name: message.author_name,
  content: message.content,
  create_at: localTime(message.created_at),
  is_self: message.party_id === partyId,
});
