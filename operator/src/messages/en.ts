export { zh as en } from './zh.ts';
