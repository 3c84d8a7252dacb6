export { changePicture } from './avatar.ts';
export { addPerson, addTeam, becomeFreelancer, type SignUp, type SignUpKind, signUp } from './join.ts';
export type { ClientRow, FreelancerRow } from './profiles.sql.ts';
export { clientsOf, freelancersOf } from './read.ts';
