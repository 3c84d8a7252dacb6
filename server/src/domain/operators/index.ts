export {
  activeOperator,
  addFirstOperator,
  addOperator,
  audit,
  type Audited,
  changeOperator,
  changeOwnPassword,
  confirmTotp,
  findOperator,
  isAnotherOperator,
  listAudit,
  listOperators,
  type Operator,
  type OperatorMeans,
  offerTotp,
  operatorsWho,
  owes,
  randomPassword,
  renewOperatorPassword,
  requireOperator,
  signInOperator,
  signOutOperator,
} from './operators.ts';
export type { AuditRow, OperatorRow } from './operators.sql.ts';
export { type OperatorRole, type Permission, permissions, permissionsOf, roles } from './roles.ts';
export {
  changeMarketSetting,
  createSettings,
  type SettingName,
  settingNames,
  type SettingsInForce,
  settingText,
} from './settings.ts';
