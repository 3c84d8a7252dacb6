/** What this API's endpoints take and answer alike. Amounts are text in yuan, times ISO 8601. */
import { Type, type TObject, type TSchema } from 'typebox';
import { markets } from '../../kernel/market.ts';
import { formatYuan } from '../../kernel/money.ts';
import type { Page, PageOf } from '../../kernel/page.ts';
import { int, oneOf, text } from '../../platform/http/fields.ts';

export const market = () => oneOf(markets).required().says('哪个市场');
export const reason = () => text({ max: 500 }).required().says('理由，记入审计日志');
export const pageFields = { page: int({ min: 1, max: 100_000 }).or(1), size: int({ min: 1, max: 100 }).or(20) };
export const toPage = ({ page, size }: { page: number; size: number }): Page => ({ number: page, size });

export const money = Type.String({ description: '元，两位小数' });
export const yuanText = formatYuan;
export const time = Type.String({ format: 'date-time' });
export const isoTime = (at: Date): string => at.toISOString();
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const timeOrNull = orNull(time);
export const isoOrNull = (at: Date | null): string | null => at && at.toISOString();
export const textOrNull = orNull(Type.String());

export const pageOf = (item: TObject) => Type.Object({ items: Type.Array(item), total: Type.Integer() });
export const presentPage = <Row, Item>({ items, total }: PageOf<Row>, present: (row: Row) => Item) => ({
  items: items.map(present),
  total,
});

export const nothing = Type.Object({});
