/** Words of closed lists: sent as a number or as their text, answered as the text that deployed clients compare with. */
import type { ApplicationState, RequestKind, RequestState, Settlement } from '../../domain/gigs/index.ts';
import type { PartyKind } from '../../kernel/context.ts';
import { type Field, field, unfit } from '../../platform/http/fields.ts';

interface Word<Code> {
  readonly code: Code;
  readonly number: string;
  /** The text that is answered; others that mean the same are taken. */
  readonly texts: readonly [string, ...string[]];
}

/** A field whose value is one of these words. */
function wordField<Code>(words: readonly Word<Code>[], says: string): Field<Code | undefined> {
  return field<Code | undefined>({
    schema: { type: 'string', enum: words.flatMap(({ number, texts }) => [number, ...texts]) },
    read(raw) {
      const given = String(raw).trim();
      const word = words.find(({ number, texts }) => number === given || texts.includes(given));
      return word ? word.code : unfit;
    },
  }).says(says);
}

const textOf = <Code>(words: readonly Word<Code>[], code: Code): string =>
  words.find((word) => word.code === code)?.texts[0] ?? '';

const kinds: readonly Word<RequestKind>[] = [
  { code: 'part_time', number: '1', texts: ['兼职'] },
  { code: 'full_time', number: '2', texts: ['全职'] },
  { code: 'other', number: '3', texts: ['其他', '其它'] },
];
const settlements: readonly Word<Settlement>[] = [
  { code: 'monthly', number: '1', texts: ['月结'] },
  { code: 'daily', number: '2', texts: ['日结'] },
  { code: 'other', number: '3', texts: ['其他', '其它'] },
];
const pair = (no: readonly [string, ...string[]], yes: readonly [string, ...string[]]): readonly Word<boolean>[] => [
  { code: false, number: '0', texts: no },
  { code: true, number: '1', texts: yes },
];
const reviewed = pair(['未审核'], ['已经审核', '已审核']);
const paid = pair(['未支付'], ['已经支付', '已支付']);
const settled = pair(['未结算'], ['已结算', '已经结算']);
const accounting = pair(['独立核算'], ['非独立核算']);
const userKinds: readonly Word<'freelancer' | 'company'>[] = [
  { code: 'freelancer', number: '1', texts: ['个人用户', '个人'] },
  { code: 'company', number: '2', texts: ['企业用户', '企业'] },
];

export const titleType = () => wordField(kinds, '类型 1兼职 2全职 3其它');
export const priceType = () => wordField(settlements, '结算方式 1月结 2日结 3其它');
export const showFilter = () => wordField(reviewed, '审核状态 0未审核 1已经审核');
export const payFilter = () => wordField(paid, '付款状态 0未支付 1已经支付');
export const settledFilter = () => wordField(settled, '结算状态 0未结算 1已结算');
export const userType = () => wordField(userKinds, '1个人 2企业，首次登录（注册）时需要');
/** 0 means independent accounting, so that "true" is the one that is not. */
export const accountingType = () => wordField(accounting, '核算方式 0独立核算 1非独立核算');

export const titleTypeText = (kind: RequestKind): string => textOf(kinds, kind);
export const priceTypeText = (settlement: Settlement): string => textOf(settlements, settlement);
export const userTypeText = (role: PartyKind): string =>
  textOf(userKinds, role === 'client' ? 'company' : 'freelancer');
export const paidText = (isPaid: boolean): string => textOf(paid, isPaid);
export const accountingText = (isIndependent: boolean): string => textOf(accounting, !isIndependent);

const progress: Readonly<Record<RequestState, readonly [isReviewed: boolean, isPaid: boolean, isSettled: boolean]>> = {
  unreviewed: [false, false, false],
  refused: [false, false, false],
  withdrawn: [false, false, false],
  reviewed: [true, false, false],
  funded: [true, true, false],
  active: [true, true, false],
  settled: [true, true, true],
  refunded: [true, false, false],
};

/** How far a request has come, in this API's three words. */
export function progressOf(state: RequestState): { show: string; pay: string; suan: string } {
  const [isReviewed, isPaid, isSettled] = progress[state];
  return { show: textOf(reviewed, isReviewed), pay: paidText(isPaid), suan: textOf(settled, isSettled) };
}

/** Whether the result is in (`ok`), and where the application stands (`state`); 锁定 once it is accepted. */
const applicationWords: Readonly<Record<ApplicationState, { ok: string; state: string }>> = {
  applied: { ok: '未完结', state: '待选择' },
  chosen: { ok: '未完结', state: '已选中' },
  delivered: { ok: '已完结', state: '待确认' },
  accepted: { ok: '已完结', state: '锁定' },
  settled: { ok: '已完结', state: '锁定' },
  lapsed: { ok: '未完结', state: '已过期' },
  passed: { ok: '未完结', state: '未选中' },
  withdrawn: { ok: '未完结', state: '已撤回' },
};

export const applicationText = (state: ApplicationState) => applicationWords[state];
