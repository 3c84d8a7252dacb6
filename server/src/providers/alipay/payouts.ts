import type { PayoutAccount, PayoutOutcome, PayoutRail } from '../../domain/payments/rails.ts';
import { formatYuan } from '../../kernel/money.ts';
import type { AlipayAnswer, AlipayClient } from './client.ts';

const toAlipay = 'TRANS_ACCOUNT_NO_PWD';
const toBankCard = 'TRANS_BANKCARD_NO_PWD';

/** Payouts by Alipay's single transfer, to Alipay accounts and to the bank cards of persons. */
export function alipayPayouts(client: AlipayClient): PayoutRail {
  /** `absent` means that Alipay answered and has no such transfer. */
  async function look(payoutNo: string, product: string): Promise<PayoutOutcome | 'absent'> {
    const answer = await client.call('alipay.fund.trans.common.query', {
      out_biz_no: payoutNo,
      product_code: product,
      biz_scene: 'DIRECT_TRANSFER',
    });
    if (answer?.['sub_code'] === 'ORDER_NOT_EXIST') return 'absent';
    return transferOutcome(answer, payoutNo);
  }

  return {
    async send({ payoutNo, amount, account, remark }) {
      if (amount <= 0n) throw new Error(`alipay: payout ${payoutNo} must be more than nothing`);
      const product = account.kind === 'alipay' ? toAlipay : toBankCard;
      const answer = await client.call('alipay.fund.trans.uni.transfer', {
        out_biz_no: payoutNo,
        trans_amount: formatYuan(amount),
        product_code: product,
        biz_scene: 'DIRECT_TRANSFER',
        order_title: remark.slice(0, 60),
        remark: remark.slice(0, 100),
        payee_info: payee(account),
      });
      const refusal = answer && payeeRefusal(answer);
      if (refusal === undefined) return transferOutcome(answer, payoutNo);
      // A repeat can be refused although the first attempt went through; only absence proves that nothing was paid.
      const found = await look(payoutNo, product);
      return found === 'absent' ? { state: 'failed', reason: refusal } : found;
    },

    async query(payoutNo) {
      const found = await look(payoutNo, toAlipay);
      if (found !== 'absent') return found;
      // Alipay finds a transfer only together with its product, which the number alone does not tell.
      const card = await look(payoutNo, toBankCard);
      return card === 'absent' ? { state: 'unknown' } : card;
    },
  };
}

function payee(account: PayoutAccount): Record<string, unknown> {
  if (account.kind === 'bank') {
    // Type 2 is a person's card; Alipay recognises the bank by the card number and takes no code of ours.
    const extra = { account_type: '2' };
    return {
      identity: account.cardNo,
      identity_type: 'BANKCARD_ACCOUNT',
      name: account.holder,
      bankcard_ext_info: extra,
    };
  }
  const byNumber = /^2088\d{12}$/.test(account.account);
  return {
    identity: account.account,
    identity_type: byNumber ? 'ALIPAY_USER_ID' : 'ALIPAY_LOGON_ID',
    name: account.holder,
  };
}

/** The reason when Alipay refused for the payee's sake; undefined for answers that leave the payout open. */
function payeeRefusal(answer: AlipayAnswer): string | undefined {
  if (answer['code'] !== '40004' || typeof answer['sub_code'] !== 'string') return undefined;
  const code = answer['sub_code'];
  const isOpen = /^(SYSTEM_ERROR|REQUEST_PROCESSING|PROCESSING|PAYER_|BALANCE_|EXCEED_LIMIT|PERMIT_|NO_)/.test(code);
  return isOpen ? undefined : reasonOf(code, answer['sub_msg']);
}

function transferOutcome(answer: AlipayAnswer | undefined, payoutNo: string): PayoutOutcome {
  if (answer?.['code'] !== '10000' || (answer['out_biz_no'] ?? payoutNo) !== payoutNo) return { state: 'unknown' };
  const railTradeNo = answer['order_id'];
  const reason = reasonOf(answer['error_code'], answer['fail_reason']);
  const status = answer['status'];
  if (status === 'SUCCESS' && typeof railTradeNo === 'string') return { state: 'paid', railTradeNo };
  if (status === 'DEALING' || status === 'INIT' || status === 'WAIT_PAY') return { state: 'sent' };
  if (status === 'FAIL' || status === 'CLOSED') return { state: 'failed', reason };
  if (status === 'REFUND') return { state: 'returned', reason };
  return { state: 'unknown' };
}

function reasonOf(code: unknown, message: unknown): string {
  const parts = [code, message].filter((part): part is string => typeof part === 'string' && part !== '');
  return parts.join(' ') || 'no reason given';
}
