export { addExperience, changeExperience, type Experience, experiencesOf, removeExperience } from './experience.ts';
export type { ExperienceRow, MemberWorkRow, SharedRow } from './experience.sql.ts';
export { assertKnown } from './known.ts';
export { sharedExperienceLifecycle } from './lifecycle.ts';
export {
  addMember,
  changeMember,
  changeWishes,
  countMemberRating,
  findHireable,
  findMember,
  joinAsMember,
  type MemberChanges,
  type MemberPlace,
  membersById,
  type NewMember,
  type Place,
  userIdsOf,
  type Wishes,
} from './members.ts';
export { type MemberRow, type Presence } from './members.sql.ts';
export { type Looked, type MemberFilter, membersFitting, searchMembers } from './search.ts';
export { answerSharedExperience, askSharedExperience, sharedExperiencesOf } from './shared.ts';
export { removeMemberWork, uploadWork, worksOf } from './works.ts';
