/** How listings show in this API, where they are called jobs. */
import { Type } from 'typebox';
import type { Catalog } from '../../domain/catalog/index.ts';
import {
  type Level,
  type ListingCard,
  type ListingDetail,
  type ListingStanding,
  listingLifecycle,
  type ListingMove,
  type ListingState,
  type OwnListing,
} from '../../domain/listings/index.ts';
import { localTime } from '../../kernel/clock.ts';
import { movesFor } from '../../kernel/machine.ts';
import { yuanNumber } from '../../kernel/money.ts';
import { attachmentAnswer, fileUrl, pictureUrl } from './forms-files.ts';
import { jobStatusOf, payMethodOf, proposalStatus, wordOf } from './state-words.ts';

/** What each status that a client may ask for does. */
export const moveOfStatus: Readonly<Record<string, ListingMove>> = {
  normal: 'publish',
  private: 'hide',
  close: 'close',
  delete: 'remove',
};

/** The listings each filter of the own list shows; 公开 covers private ones too, as the document says. */
export const statesOfFilter = {
  draft: ['draft'],
  normal: ['open', 'private'],
  private: ['private'],
  close: ['closed'],
  delete: ['removed'],
  all: ['draft', 'open', 'private', 'closed'],
} as const satisfies Record<string, readonly ListingState[]>;

const hourlyRangeOf = { entry: '<100', middle: '100-300', expert: '300' } as const satisfies Record<Level, string>;

const cardFields = {
  id: Type.String(),
  name: Type.String(),
  description: Type.String({ description: '项目简介的前 100 个字' }),
  duration: Type.Integer({ description: '0 表示未填写' }),
  skills: Type.Array(Type.String()),
  workload: Type.Integer({ description: '0 表示未填写' }),
  paymethod: Type.String(),
  budget: Type.Number({ description: '元；0 表示待议' }),
  level: Type.String(),
  hires: Type.Integer(),
  create_at: Type.String(),
  category: Type.String(),
  eveluate_num: Type.Integer({ description: '客户收到的评价数' }),
  aver_score: Type.Number({ description: '客户的平均评分' }),
  favorite: Type.Boolean(),
};

/** What the job's client may make of it now. */
const movesAnswer = Type.Array(Type.String(), { description: '可以改成的状态：normal、private、close、delete' });

/** What the client may ask of a listing in this state, in this API's words. */
export const jobMoves = (state: ListingState): string[] => {
  const moves: readonly string[] = movesFor(listingLifecycle, state, 'client');
  return Object.keys(moveOfStatus).filter((status) => moves.includes(moveOfStatus[status] ?? ''));
};

/** One job in lists. */
export const jobCardAnswer = Type.Object(cardFields);

/** One job in the lists of the mini-program, which reads what others have never read. */
export const miniJobCardAnswer = Type.Object({
  ...cardFields,
  publish_at: Type.Optional(Type.String({ description: '仅小程序：发布时间' })),
  applicants: Type.Optional(Type.Integer({ description: '仅小程序：投标数' })),
  team: Type.Optional(
    Type.Object({ id: Type.String(), name: Type.String(), avatar: Type.String() }, { description: '仅小程序：需求者' }),
  ),
});

/** One of the caller's own jobs. */
export const ownJobAnswer = Type.Object({
  ...cardFields,
  status: Type.String({ description: 'draft / normal / private / close / delete' }),
  contract_num: Type.Integer(),
  moves: movesAnswer,
});

/** A listing in this API's words, for lists. */
export function toJobCard(card: ListingCard, catalog: Catalog) {
  return {
    id: card.uid,
    name: card.title,
    description: card.summary,
    duration: card.duration ?? 0,
    skills: card.skills,
    workload: card.workload ?? 0,
    paymethod: payMethodOf[card.pay_kind],
    budget: card.budget === null ? 0 : yuanNumber(card.budget),
    level: card.level,
    hires: card.hires,
    create_at: localTime(card.created_at),
    category: catalog.categories.byId(card.category_id)?.name ?? '',
    eveluate_num: card.client_reviews,
    aver_score: card.client_average,
    favorite: card.is_favorite,
  };
}

/** A listing as the mini-program's lists show it. */
export function toMiniJobCard(card: ListingCard, standing: ListingStanding, catalog: Catalog, baseUrl: string) {
  const { client_uid: id, client_name: name, client_logo_uid: logo, applied } = standing;
  return {
    ...toJobCard(card, catalog),
    publish_at: localTime(card.published_at ?? card.created_at),
    applicants: applied,
    team: { id, name, avatar: pictureUrl(baseUrl, logo) },
  };
}

export function toOwnJob(listing: OwnListing, catalog: Catalog) {
  return {
    ...toJobCard(listing, catalog),
    status: jobStatusOf[listing.state],
    contract_num: listing.contracts,
    moves: jobMoves(listing.state),
  };
}

/** One job with everything its page shows. */
export const jobAnswer = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String({ description: 'HTML，只含安全的标签' }),
  duration: Type.Integer(),
  skills: Type.Array(Type.String()),
  workload: Type.Integer(),
  paymethod: Type.String(),
  stage: Type.String(),
  budget: Type.Number({ description: '元；0 表示待议' }),
  level: Type.String(),
  hires: Type.Integer(),
  platforms: Type.Array(Type.String()),
  frameworks: Type.Array(Type.String()),
  languages: Type.Array(Type.String()),
  api: Type.Array(Type.String()),
  create_at: Type.String(),
  status: Type.String(),
  moves: movesAnswer,
  category: Type.Object({
    id: Type.Integer(),
    name: Type.String(),
    parent_id: Type.Integer(),
    parent_name: Type.String(),
  }),
  attachment: attachmentAnswer,
  team: Type.Object({ id: Type.String(), name: Type.String(), logo: Type.String() }),
  last_view_time: Type.String({ description: '客户上次查看的时间' }),
  hourly_range: Type.Optional(Type.String({ description: '仅按小时付款：<100、100-300、300' })),
  favorite: Type.Boolean(),
  proposal: Type.Object({
    status: Type.String({ description: '当前开发者的投标状态，没有时为空' }),
    proposal: Type.Integer({ description: '投标数' }),
    interview: Type.Integer({ description: '沟通中的数目' }),
    proposal_id: Type.Integer(),
    contract_id: Type.String(),
  }),
  proposal_user: Type.Array(
    Type.Object({ name: Type.String(), user_id: Type.String(), create_at: Type.String(), price: Type.Number() }),
  ),
});

/** Other jobs of the same client. */
export const otherJobsAnswer = Type.Array(
  Type.Object({ name: Type.String(), paymethod: Type.String(), id: Type.String() }),
);

export interface JobWords {
  readonly catalog: Catalog;
  readonly baseUrl: string;
  /** Whether its client is the one who asks. */
  readonly isOwn: boolean;
}

/** A listing in this API's words, alone. */
export function toJob(listing: ListingDetail, { catalog, baseUrl, isOwn }: JobWords) {
  return {
    id: listing.uid,
    name: listing.title,
    description: listing.description,
    duration: listing.duration ?? 0,
    skills: listing.skills,
    workload: listing.workload ?? 0,
    paymethod: payMethodOf[listing.pay_kind],
    stage: listing.stage ?? '',
    budget: listing.budget === null ? 0 : yuanNumber(listing.budget),
    level: listing.level,
    hires: listing.hires,
    platforms: listing.platforms,
    frameworks: listing.frameworks,
    languages: listing.languages,
    api: listing.apis,
    create_at: localTime(listing.created_at),
    status: jobStatusOf[listing.state],
    moves: isOwn ? jobMoves(listing.state) : [],
    category: toCategory(listing.category_id, catalog),
    attachment: toAttachment(listing, baseUrl),
    team: {
      id: listing.client_uid,
      name: listing.client_name,
      logo: pictureUrl(baseUrl, listing.client_logo_uid),
    },
    last_view_time: listing.viewed_by_client_at ? localTime(listing.viewed_by_client_at) : '',
    ...(listing.pay_kind === 'hourly' && { hourly_range: hourlyRangeOf[listing.level] }),
    favorite: listing.is_favorite,
    proposal: {
      status: listing.own_state === null ? '' : wordOf(proposalStatus, listing.own_state),
      proposal: listing.applied,
      interview: listing.interviewing,
      proposal_id: Number(listing.own_id ?? 0n),
      contract_id: listing.own_contract_uid ?? '',
    },
    proposal_user: listing.bids.map(({ name, uid, at, price }) => ({
      name,
      user_id: uid,
      create_at: localTime(new Date(at)),
      price: price === null ? 0 : yuanNumber(BigInt(price)),
    })),
  };
}

export function toOtherJobs({ others }: ListingDetail) {
  return others.map(({ uid, title, payKind }) => ({ name: title, paymethod: payMethodOf[payKind], id: uid }));
}

function toCategory(id: number, { categories }: Catalog) {
  const category = categories.byId(id);
  const parent = category && category.parentId !== null ? categories.byId(category.parentId) : undefined;
  return { id, name: category?.name ?? '', parent_id: parent?.id ?? 0, parent_name: parent?.name ?? '' };
}

function toAttachment(
  { file_id: id, file_uid: uid, file_name: name, file_size: size }: ListingDetail,
  baseUrl: string,
) {
  if (id === null || uid === null) return {};
  return { id: Number(id), name: name ?? '', size: size ?? 0, path: fileUrl(baseUrl, uid) };
}
