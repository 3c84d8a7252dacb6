/** How well a freelancer suits what is wanted, and why: the rule of docs/decisions/0007-recommendations.md. */
import { dayMs } from '../../kernel/clock.ts';

export type Level = 'entry' | 'middle' | 'expert';

/** What a freelancer is wanted for; what is empty or null asks for nothing. */
export interface Wanted {
  readonly skills: readonly string[];
  /** Any of them. */
  readonly categories: readonly number[];
  readonly level: Level | null;
  /** Fen an hour, from `min` up to and without `max`. */
  readonly rate: { readonly min: bigint; readonly max: bigint | null } | null;
}

/** What is known of a freelancer who may be recommended. */
export interface Candidate {
  readonly party_id: bigint;
  readonly skills: readonly string[];
  readonly categories: readonly number[];
  readonly level: string | null;
  /** Fen an hour. */
  readonly hourly: bigint | null;
  /** Hundredths of a mark, drawn towards 3.5 while there are few reviews: 0 to 500. */
  readonly standing: number;
  readonly reviews: number;
  readonly average: number;
  /** Contracts that ended well, and how many of them with the one who asks. */
  readonly finished: number;
  readonly finished_with_caller: number;
  readonly joined_at: Date | null;
}

export interface Score {
  /** 0 to 120. */
  readonly points: number;
  /** For people: the weightiest reasons, at most three. */
  readonly reason: string;
}

interface Part {
  readonly points: number;
  /** What is said of it; undefined when it is not worth saying. */
  readonly says: string | undefined;
}

const most = { skills: 40, category: 25, together: 20, standing: 15, level: 10, rate: 5, finished: 5, newcomer: 5 };
const levels: readonly string[] = ['entry', 'middle', 'expert'] satisfies Level[];
const newForMs = 30 * dayMs;
const manyFinished = 5;
const goodMark = 4;

/** The points of one freelancer; `nameOf` names a category. */
export function scoreOf(
  candidate: Candidate,
  wanted: Wanted,
  { now, nameOf }: { readonly now: Date; readonly nameOf: (category: number) => string | undefined },
): Score {
  const parts = [
    skillPart(candidate, wanted),
    categoryPart(candidate, wanted, nameOf),
    togetherPart(candidate),
    standingPart(candidate),
    levelPart(candidate, wanted),
    ratePart(candidate, wanted),
    finishedPart(candidate),
    newcomerPart(candidate, now),
  ];
  const said = parts
    .toSorted((a, b) => b.points - a.points)
    .flatMap(({ points, says }) => (points > 0 && says !== undefined ? [says] : []));
  return {
    points: parts.reduce((sum, { points }) => sum + points, 0),
    reason: said.slice(0, 3).join('；') || '目前可以接受新工作',
  };
}

/** The best `most` of the candidates, each once; of equals the one who joined the market first. */
export function bestOf<C extends Candidate>(
  candidates: readonly C[],
  wanted: Wanted,
  { most: wantedNumber, ...means }: { readonly most: number; readonly now: Date } & Parameters<typeof scoreOf>[2],
): (C & { readonly reason: string })[] {
  const once = new Map(candidates.map((candidate) => [candidate.party_id, candidate]));
  return [...once.values()]
    .map((candidate) => ({ candidate, ...scoreOf(candidate, wanted, means) }))
    .sort((a, b) => b.points - a.points || Number(a.candidate.party_id - b.candidate.party_id))
    .slice(0, wantedNumber)
    .map(({ candidate, reason }) => ({ ...candidate, reason }));
}

function skillPart({ skills }: Candidate, wanted: Wanted): Part {
  const common = wanted.skills.filter((skill) => skills.includes(skill));
  if (common.length === 0) return { points: 0, says: undefined };
  return {
    points: (most.skills * common.length) / wanted.skills.length,
    says: `擅长 ${common.slice(0, 3).join('、')}`,
  };
}

function categoryPart({ categories }: Candidate, wanted: Wanted, nameOf: (id: number) => string | undefined): Part {
  const common = wanted.categories.find((id) => categories.includes(id));
  if (common === undefined) return { points: 0, says: undefined };
  const name = nameOf(common);
  return { points: most.category, says: name === undefined ? undefined : `从事${name}` };
}

function togetherPart({ finished_with_caller: times }: Candidate): Part {
  return { points: times > 0 ? most.together : 0, says: `曾与您合作 ${times} 次` };
}

function standingPart({ standing, reviews, average }: Candidate): Part {
  const isGood = reviews > 0 && average >= goodMark;
  return {
    points: (most.standing * standing) / 500,
    says: isGood ? `评分 ${average.toFixed(1)}（${reviews} 条评价）` : undefined,
  };
}

function levelPart({ level }: Candidate, wanted: Wanted): Part {
  if (level === null || wanted.level === null) return { points: 0, says: undefined };
  const apart = Math.abs(levels.indexOf(level) - levels.indexOf(wanted.level));
  const points = apart === 0 ? most.level : apart === 1 ? most.level / 2 : 0;
  return { points, says: apart === 0 ? '经验水平相符' : undefined };
}

function ratePart({ hourly }: Candidate, { rate }: Wanted): Part {
  if (rate === null || hourly === null) return { points: 0, says: undefined };
  const isWithin = hourly >= rate.min && (rate.max === null || hourly < rate.max);
  return { points: isWithin ? most.rate : 0, says: '时薪相符' };
}

function finishedPart({ finished }: Candidate): Part {
  return {
    points: (most.finished * Math.min(finished, manyFinished)) / manyFinished,
    says: `完成过 ${finished} 份合同`,
  };
}

/** People nobody has worked with yet are shown too, while they are new. */
function newcomerPart({ finished, joined_at: joinedAt }: Candidate, now: Date): Part {
  const isNew = finished === 0 && joinedAt !== null && now.getTime() - joinedAt.getTime() <= newForMs;
  return { points: isNew ? most.newcomer : 0, says: '新加入的开发者' };
}
