/** People of the demo markets, and money for them. */
import { bookTopUp, openOrder, type TopUpMeans } from '../domain/payments/index.ts';
import { addPerson, type SignUpKind } from '../domain/profiles/index.ts';
import type { PersonActor } from '../kernel/context.ts';
import type { Market } from '../kernel/market.ts';
import { system, type Work } from '../platform/work.ts';

export interface Member {
  readonly uid: string;
  readonly userId: bigint;
  readonly partyId: bigint;
  readonly actor: PersonActor;
}

export interface NewMember {
  readonly kind: SignUpKind;
  readonly name: string;
  readonly phone: string;
  readonly passwordHash: string;
  readonly username?: string;
  readonly companyName?: string;
}

export async function addMember(work: Work, market: Market, person: NewMember): Promise<Member> {
  const { userId, partyId, uid } = await work.write(market, system, (ctx) =>
    addPerson(ctx, { ...person, wantsRecommendations: true }),
  );
  const role = person.kind === 'freelancer' ? 'freelancer' : 'client';
  return { uid, userId, partyId, actor: { kind: 'person', userId, partyId, role, sessionId: 0n } };
}

/** Money in a member's wallet, as a top-up through Alipay would bring it. */
export async function topUp(
  work: Work,
  market: Market,
  { partyId }: Pick<Member, 'partyId'>,
  amount: bigint,
): Promise<void> {
  await work.write(market, system, async (ctx) => {
    const rail = { code: 'alipay' } as const;
    const { trade_no: tradeNo } = await openOrder(ctx, {
      purpose: 'topup',
      payerPartyId: partyId,
      amount,
      rail: rail.code,
      description: '账户充值',
    });
    await bookTopUp(ctx, rail, tradeNo, { state: 'paid', amount, railTradeNo: `demo-${tradeNo}`, paidAt: ctx.now });
  });
}

/** What a rail would be asked for where a demo member's balance did not suffice; it always does. */
export const noTopUps: TopUpMeans = {
  rail: {
    code: 'alipay',
    payPage: async () => Promise.reject(new Error('a demo member is short of money')),
    readNotice: async () => undefined,
    query: async () => ({ state: 'unknown' }),
    close: async () => undefined,
  },
  notifyUrl: '',
  returnUrl: '',
};
