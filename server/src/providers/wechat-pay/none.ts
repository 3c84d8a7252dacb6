import type { PayInRail } from '../../domain/payments/rails.ts';
import { DomainError } from '../../kernel/errors.ts';

/** Where no market is paid by WeChat Pay, and nothing was agreed with it: production without the consulting market. */
export const noWechatPay: PayInRail = {
  code: 'wechat',
  async payPage() {
    throw new DomainError('rail.unavailable');
  },
  readNotice: async () => undefined,
  query: async () => ({ state: 'unknown' }),
  async close() {
    throw new DomainError('rail.unavailable');
  },
};
