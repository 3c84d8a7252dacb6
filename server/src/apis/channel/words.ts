/** Words of closed lists: a code or one of its Chinese texts is taken, and answered as it was sent (seed 004). */
import type { BasisKind, PostingKind, SalaryKind, Settlement, Word } from '../../domain/channels/index.ts';
import { oneOf } from '../../platform/http/fields.ts';

type Table<Code extends string> = Readonly<Record<Code, readonly string[]>>;

const taskTypes: Table<PostingKind> = {
  short_term: ['短期工'],
  long_term: ['长期工'],
  part_time: ['兼职'],
  intern: ['实习生'],
};

const salaryTypes: Table<SalaryKind> = {
  hourly: ['时薪'],
  daily: ['日薪'],
  monthly: ['月薪'],
  piece: ['计件', '按件'],
};

const settlementTypes: Table<Settlement> = {
  daily: ['日结'],
  weekly: ['周结'],
  monthly: ['月结'],
  on_completion: ['完工结'],
};

const basisTypes: Table<BasisKind> = { hours: ['工时'], pieces: ['件数'], monthly: ['月薪'], daily: ['日薪'] };

const paymentMethods: Table<'bank_transfer' | 'alipay' | 'wechat' | 'cash'> = {
  bank_transfer: ['银行转账'],
  alipay: ['支付宝'],
  wechat: ['微信'],
  cash: ['现金'],
};

const spellings = (table: Table<string>): string[] =>
  Object.entries(table).flatMap(([code, texts]) => [code, ...texts]);

const codeIn = <Code extends string>(table: Table<Code>, sent: string): Code | undefined =>
  (Object.keys(table) as Code[]).find((code) => code === sent || table[code].includes(sent));

function wordIn<Code extends string>(table: Table<Code>, sent: string): Word<Code> {
  const code = codeIn(table, sent);
  if (code === undefined) throw new Error(`"${sent}" was taken, but is no word of the list`);
  return { code, sent };
}

export const taskType = () => oneOf(spellings(taskTypes)).says('任务类型，可用编码或中文，原样返回');
export const salaryType = () => oneOf(spellings(salaryTypes)).says('薪资类型，可用编码或中文，原样返回');
export const settlementType = () => oneOf(spellings(settlementTypes)).says('结清类型，可用编码或中文，原样返回');
export const basisType = () => oneOf(spellings(basisTypes)).says('依据类型，可用编码或中文，原样返回');

export const toTaskType = (sent: string): Word<PostingKind> => wordIn(taskTypes, sent);
export const toSalaryType = (sent: string): Word<SalaryKind> => wordIn(salaryTypes, sent);
export const toSettlement = (sent: string): Word<Settlement> => wordIn(settlementTypes, sent);
export const toBasisType = (sent: string): Word<BasisKind> => wordIn(basisTypes, sent);
/** Any text is taken for a payment's method; null where it is none of the documented ones. */
export const methodCode = (sent: string | null): string | null =>
  sent === null ? null : (codeIn(paymentMethods, sent) ?? null);
