export type { ShotRow } from './worklogs.sql.ts';
export {
  describe,
  findShot,
  latestShot,
  minutesOf,
  type NewShot,
  recordShot,
  removeShots,
  shotsOn,
  worklogProofs,
} from './worklogs.ts';
