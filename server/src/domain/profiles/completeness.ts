/** What a freelancer has said of themselves, as far as completeness and the steps of registration look at it. */
export interface Told {
  readonly state: 'joining' | 'active';
  readonly hasAvatar: boolean;
  readonly title: string;
  readonly overview: string;
  readonly categories: number;
  readonly skills: number;
  readonly english: number | null;
  readonly level: string | null;
  readonly hourly: bigint | null;
  readonly regionId: number | null;
  readonly hasEmployment: boolean;
  readonly hasEducation: boolean;
  readonly hasPortfolio: boolean;
  readonly isVerified: boolean;
}

/**
 * How complete a profile is, 0 to 100: picture, title, skills, rate and employment 10 each, overview 15, and 5 each for
 * categories, English, level, location, education, portfolio and a proven name.
 */
export function completenessOf(told: Told): number {
  const parts: readonly (readonly [boolean, number])[] = [
    [told.hasAvatar, 10],
    [told.title !== '', 10],
    [told.overview !== '', 15],
    [told.categories > 0, 5],
    [told.skills > 0, 10],
    [told.english !== null, 5],
    [told.level !== null, 5],
    [told.hourly !== null && told.hourly > 0n, 10],
    [told.regionId !== null, 5],
    [told.hasEmployment, 10],
    [told.hasEducation, 5],
    [told.hasPortfolio, 5],
    [told.isVerified, 5],
  ];
  return parts.reduce((sum, [isThere, points]) => (isThere ? sum + points : sum), 0);
}

export type JoiningStep = 'category' | 'profile' | 'resume' | 'other';

/** The step of registration that comes next; undefined when all are done. */
export function nextStepOf(told: Told): JoiningStep | undefined {
  if (told.state === 'active') return undefined;
  if (told.categories === 0) return 'category';
  if (told.title === '') return 'profile';
  return told.level === null ? 'resume' : 'other';
}
