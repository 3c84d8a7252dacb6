/** How profiles of freelancers and teams show in this API. */
import { Type } from 'typebox';
import { slotsPerHour } from '../../domain/contracts/index.ts';
import type { Catalog } from '../../domain/catalog/index.ts';
import type { ClientProfile, FreelancerProfile, TeamNumbersRow } from '../../domain/profiles/index.ts';
import type { CompanyState, CompanyView } from '../../domain/verification/index.ts';
import { localTime } from '../../kernel/clock.ts';
import { yuanNumber } from '../../kernel/money.ts';
import { pictureUrl } from './forms-files.ts';

const place = {
  name: Type.Optional(Type.String()),
  parent_id: Type.Optional(Type.Integer()),
  parent_name: Type.Optional(Type.String()),
};

/** A city as a thing has it; {} when it has none. */
export const placeAnswer = Type.Object({ id: Type.Optional(Type.Integer()), ...place });

export function toPlace(regionId: number | null, { regions }: Catalog) {
  const region = regionId === null ? undefined : regions.byId(regionId);
  if (!region) return {};
  const parent = region.parentId === null ? undefined : regions.byId(region.parentId);
  return { id: region.id, name: region.name, parent_id: parent?.id ?? 0, parent_name: parent?.name ?? '' };
}

/** A category as a thing has it; {} when the list has lost it. */
export const categoryAnswer = Type.Object({ id: Type.Optional(Type.Integer()), ...place });

export function toCategory(id: number, { categories }: Catalog) {
  const category = categories.byId(id);
  if (!category) return {};
  const parent = category.parentId === null ? undefined : categories.byId(category.parentId);
  return { id, name: category.name, parent_id: parent?.id ?? 0, parent_name: parent?.name ?? '' };
}

const locationAnswer = Type.Object({
  location_id: Type.Optional(Type.Integer()),
  id: Type.Optional(Type.Integer()),
  ...place,
});

function toLocation(regionId: number | null, catalog: Catalog) {
  const found = toPlace(regionId, catalog);
  return 'id' in found ? { location_id: found.id, ...found } : {};
}

/** What the answers of both sides share. */
const common = {
  id: Type.String({ description: '开发者 uuid，或需求者 team uuid' }),
  imid: Type.Integer(),
  overview: Type.String(),
  location: locationAnswer,
  address: Type.String({ description: '仅本人可见，他人为空' }),
};

const freelancerAnswer = {
  name: Type.String(),
  username: Type.String({ description: '仅本人可见，他人为空' }),
  avatar: Type.String(),
  completeness: Type.Integer({ description: '0–100' }),
  visibility: Type.String(),
  status: Type.String({ description: '开发者 active / unactive，需求者 normal' }),
  level: Type.String(),
  title: Type.String(),
  hourly: Type.Number(),
  english: Type.Integer({ description: '1–4，0 为未填写' }),
  skills: Type.Array(Type.String()),
  available: Type.Boolean(),
  workload: Type.Integer({ description: '1–3，0 为未填写' }),
  postcode: Type.String({ description: '仅本人可见，他人为空' }),
  languages: Type.Array(Type.Object({ language_id: Type.Integer(), name: Type.String(), level: Type.Integer() })),
  eveluate_num: Type.Integer(),
  aver_score: Type.Number(),
  is_verify: Type.Boolean({ description: '已实名认证' }),
};

const clientAnswer = {
  freelancer: Type.Object({
    id: Type.String(),
    name: Type.String(),
    avatar: Type.String(),
    is_verify: Type.Boolean(),
    id_number: Type.String(),
    phone: Type.String(),
  }),
  team_name: Type.String(),
  link: Type.String(),
  company_verify: Type.Object({
    is_verify: Type.String({ description: 'uncheck / checking / pass / unpass' }),
    reason: Type.String(),
  }),
  logo: Type.String(),
  company_name: Type.String(),
  contact: Type.String(),
  contact_phone: Type.String(),
  permit_number: Type.String({ description: '已掩码' }),
  org_number: Type.String({ description: '已掩码' }),
  permit_img: Type.String(),
  org_img: Type.String(),
};

const optional = <T extends Record<string, ReturnType<typeof Type.String>>>(properties: T) =>
  Type.Partial(Type.Object(properties)).properties;

/** Either side's profile, one's own or another's. */
export const profileAnswer = Type.Object({
  ...common,
  ...Type.Partial(Type.Object(freelancerAnswer)).properties,
  ...Type.Partial(Type.Object(clientAnswer)).properties,
  ...optional({
    reg_step: Type.String({ description: '仅本人：category / profile / resume / other，完成后为空' }),
    id_number: Type.String({ description: '仅本人，已掩码' }),
    alipay: Type.String({ description: '仅本人，已掩码' }),
    email: Type.String({ description: '仅本人' }),
    phone: Type.String({ description: '仅本人' }),
  }),
  favorite: Type.Optional(Type.Boolean({ description: '仅按 uuid 查询开发者时' })),
});

export interface ProfileWords {
  readonly catalog: Catalog;
  readonly baseUrl: string;
}

/** What beside the profile only its owner sees. */
export interface OwnExtras {
  readonly idNumber: string;
  readonly alipay: string;
}

/** A freelancer in this API's words; `extras` are for their own eyes. */
export function toFreelancer(
  profile: FreelancerProfile,
  { catalog, baseUrl }: ProfileWords,
  extras: OwnExtras | undefined,
) {
  const { own } = profile;
  return {
    id: profile.uid,
    imid: Number(profile.user_id),
    name: profile.name,
    username: own?.username ?? '',
    avatar: pictureUrl(baseUrl, profile.avatar_uid),
    completeness: profile.completeness,
    visibility: 'public',
    status: profile.state === 'active' ? 'active' : 'unactive',
    level: profile.level ?? '',
    title: profile.title,
    overview: profile.overview,
    hourly: yuanNumber(profile.hourly ?? 0n),
    english: profile.english ?? 0,
    skills: profile.skills,
    available: profile.available,
    workload: profile.workload ?? 0,
    location: toLocation(profile.region_id, catalog),
    address: own?.address ?? '',
    postcode: own?.postcode ?? '',
    languages: profile.languages.map(({ id, level }) => ({
      language_id: id,
      name: catalog.languages.byId(id)?.ename ?? '',
      level,
    })),
    eveluate_num: profile.reviews,
    aver_score: profile.average,
    is_verify: profile.is_verified,
    ...(own && extras
      ? {
          reg_step: own.nextStep ?? '',
          id_number: extras.idNumber,
          alipay: extras.alipay,
          email: own.email,
          phone: own.phone,
        }
      : { favorite: profile.is_favorite }),
  };
}

const verifyWords = {
  unchecked: 'uncheck',
  checking: 'checking',
  passed: 'pass',
  failed: 'unpass',
} as const satisfies Record<CompanyState, string>;

/** A team in this API's words; `extras` are for its own eyes. */
export function toTeam(
  profile: ClientProfile,
  { catalog, baseUrl }: ProfileWords,
  company: CompanyView | undefined,
  extras: OwnExtras | undefined,
) {
  const { own } = profile;
  const isPassed = company?.state === 'passed';
  const shown = own ? company : undefined;
  return {
    id: profile.uid,
    imid: Number(profile.user_id),
    status: 'normal',
    team_name: profile.team_name,
    overview: profile.overview,
    link: profile.link,
    location: toLocation(profile.region_id, catalog),
    address: own?.address ?? '',
    logo: pictureUrl(baseUrl, profile.logo_uid),
    company_verify: {
      is_verify: own || isPassed ? verifyWords[company?.state ?? 'unchecked'] : 'uncheck',
      reason: shown?.reason ?? '',
    },
    company_name: own || isPassed ? (company?.company_name ?? '') : '',
    contact: shown?.contact ?? '',
    contact_phone: shown?.phone ?? '',
    permit_number: shown?.permit_shown ?? '',
    org_number: shown?.org_shown ?? '',
    permit_img: pictureUrl(baseUrl, shown?.permit_file_uid),
    org_img: pictureUrl(baseUrl, shown?.org_file_uid),
    freelancer: {
      id: own?.userUid ?? '',
      name: own?.userName ?? '',
      avatar: pictureUrl(baseUrl, profile.avatar_uid),
      is_verify: profile.is_verified,
      id_number: extras?.idNumber ?? '',
      phone: own?.userPhone ?? '',
    },
    ...(own && extras && { alipay: extras.alipay, email: own.email, phone: own.phone }),
  };
}

/** A team in numbers. */
export const teamAnswer = Type.Object({
  name: Type.String(),
  location: Type.String({ description: '"城市,省份"' }),
  reg_at: Type.String(),
  score: Type.Integer({ description: '收到的推荐分之和' }),
  aver_score: Type.Number(),
  eveluate_num: Type.Integer(),
  total_amount: Type.Number(),
  hours: Type.Integer(),
  jobs: Type.Integer(),
  hires: Type.Integer(),
  open_jobs: Type.Integer(),
});

export function toTeamInfo(team: TeamNumbersRow, catalog: Catalog) {
  const { name, parent_name } = { name: '', parent_name: '', ...toPlace(team.region_id, catalog) };
  const { close_jobs: _closed, ...totals } = toTotals(team);
  return {
    name: team.name,
    location: [name, parent_name].filter(Boolean).join(','),
    reg_at: localTime(team.created_at),
    score: team.score,
    ...totals,
  };
}

export const totalsAnswer = Type.Object({
  jobs: Type.Integer(),
  open_jobs: Type.Integer(),
  close_jobs: Type.Integer(),
  hires: Type.Integer(),
  hours: Type.Integer(),
  total_amount: Type.Number(),
  eveluate_num: Type.Integer(),
  aver_score: Type.Number(),
});

export function toTotals(team: TeamNumbersRow) {
  return {
    jobs: team.jobs,
    open_jobs: team.open_jobs,
    close_jobs: team.closed_jobs,
    hires: team.hires,
    hours: Math.floor(team.slots / slotsPerHour),
    total_amount: yuanNumber(team.total_paid),
    eveluate_num: team.reviews,
    aver_score: team.average,
  };
}
