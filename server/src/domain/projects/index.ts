export {
  latestProjects,
  memberSeen,
  myProjects,
  projectDetail,
  type ProjectDetail,
  type ProjectFilter,
  type ProjectOrder,
  recommendedMembers,
  recommendedProjects,
  searchProjects,
} from './find.ts';
export { answerEndOfHiring, answerHiring, askToEndHiring, offerHiring } from './hire.ts';
export {
  type HiringState,
  hiringLifecycle,
  projectLifecycle,
  type ProjectState,
  stepLifecycle,
  type StepState,
} from './lifecycle.ts';
export { addPosition, changePosition, employ, removePosition } from './positions.ts';
export { editProject, postProject, type ProjectInput } from './post.ts';
export type { ProjectRow } from './projects.sql.ts';
export { answerRating, rateMember } from './rate.ts';
export { recommendationsFor, recommendMember } from './recommend.ts';
export { projectsToReview, resubmitProject, reviewProject, terminateProject } from './review.ts';
export { completeRecruiting, finishProject, startProject } from './run.ts';
export {
  addStep,
  completeStep,
  completeStepRecruiting,
  fundStep,
  judgeStep,
  removeStep,
  renameStep,
  type ShownStep,
  stepsOf,
} from './steps.ts';
export { type PositionRow, projectProofs } from './steps.sql.ts';
