export { changePicture } from './avatar.ts';
export {
  addBackground,
  type Background,
  type BackgroundEntry,
  backgroundOf,
  changeBackground,
  removeBackground,
  replaceBackground,
} from './background.ts';
export type { BackgroundKind } from './background.sql.ts';
export {
  changeClient,
  changeFreelancer,
  type ClientChanges,
  finishJoining,
  type FreelancerChanges,
  ownCategories,
  setCategories,
} from './change.ts';
export { enterByCode, joinByName } from './enter.ts';
export {
  addPerson,
  addTeam,
  becomeFreelancer,
  type Joined,
  register,
  type SignUp,
  type SignUpKind,
  signUp,
} from './join.ts';
export { profileLifecycle } from './lifecycle.ts';
export { addWork, changeWork, portfolioOf, removeWork, type ShownWork, type Work } from './portfolio.ts';
export type { ClientRow, FreelancerRow } from './profiles.sql.ts';
export { changeQuestion, ownQuestion, setQuestion } from './questions.ts';
export { clientsOf, freelancersOf } from './read.ts';
export {
  addEducation,
  addEmployment,
  changeEducation,
  changeEmployment,
  type Education,
  educationsOf,
  type Employment,
  employmentsOf,
  removeEducation,
  removeEmployment,
} from './resume.ts';
export type { EducationRow, EmploymentRow } from './resume.sql.ts';
export { type ClientProfile, type FreelancerProfile, ownProfile, profileOf, teamNumbers } from './view.ts';
export type { TeamNumbersRow } from './view.sql.ts';
export { changeContact, changeWorkCard, type WorkCardChanges, workCardsOf } from './work-card.ts';
export type { WorkCardRow } from './work-card.sql.ts';
