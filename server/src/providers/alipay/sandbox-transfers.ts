import { dayMs, hourMs, localTime } from '../../kernel/clock.ts';
import { formatYuan, parseYuan } from '../../kernel/money.ts';
import { addTransfer, findTransfer, type SandboxTransfer } from './sandbox.sql.ts';
import { accepted, type Content, type Reply, railNumber, refusal, type SandboxWorld } from './sandbox-trades.ts';
import { ownNumberPattern } from './trade.ts';

const products = ['TRANS_ACCOUNT_NO_PWD', 'TRANS_BANKCARD_NO_PWD'];
/** Alipay pays out no less. */
const leastFen = 10n;

/** alipay.fund.trans.uni.transfer: accepted at once and under way for an hour, whatever the account. */
export async function answerTransfer(world: SandboxWorld, content: Content): Promise<Reply> {
  const wanted = readTransfer(content, world.now());
  if (typeof wanted === 'string') return refusal('INVALID_PARAMETER', wanted);
  await addTransfer(world.query, wanted);
  const kept = await findTransfer(world.query, wanted.outBizNo);
  if (!kept || kept.amount !== wanted.amount || kept.identity !== wanted.identity) {
    return refusal('BIZ_UNIQUE_EXCEPTION', '同一商户订单号的内容前后不一致');
  }
  return { ...accepted, ...describe(kept, world.now()), trans_date: localTime(kept.madeAt) };
}

/** alipay.fund.trans.common.query: like the real one it finds a transfer only under the product it was made with. */
export async function answerTransferQuery(world: SandboxWorld, content: Content): Promise<Reply> {
  const transfer = await findTransfer(world.query, String(content['out_biz_no']));
  if (!transfer || transfer.productCode !== content['product_code']) {
    return refusal('ORDER_NOT_EXIST', '转账订单不存在');
  }
  return { ...accepted, ...describe(transfer, world.now()) };
}

function readTransfer(content: Content, madeAt: Date): SandboxTransfer | string {
  const payee = (content['payee_info'] ?? {}) as Content; // whatever it is, its fields are checked
  const { out_biz_no: outBizNo, product_code: productCode, trans_amount: total } = content;
  const amount = typeof total === 'string' ? parseYuan(total) : undefined;
  const { identity, name: holder } = payee;
  if (typeof outBizNo !== 'string' || !ownNumberPattern.test(outBizNo)) return '商户订单号不合法';
  if (typeof productCode !== 'string' || !products.includes(productCode)) return '销售产品码不合法';
  if (content['biz_scene'] !== 'DIRECT_TRANSFER') return '业务场景不合法';
  if (amount === undefined || amount < leastFen) return '转账金额不合法';
  if (typeof identity !== 'string' || identity === '') return '收款方账号不能为空';
  if (typeof holder !== 'string' || holder === '') return '收款方姓名不能为空';
  const orderId = railNumber('11007', outBizNo, madeAt);
  return { outBizNo, orderId, productCode, amount, identity, holder, madeAt };
}

function describe(transfer: SandboxTransfer, now: Date): Reply {
  const base = {
    order_id: transfer.orderId,
    out_biz_no: transfer.outBizNo,
    trans_amount: formatYuan(transfer.amount),
  };
  const ageMs = now.getTime() - transfer.madeAt.getTime();
  if (ageMs < hourMs) return { ...base, status: 'DEALING' };
  if (transfer.identity.endsWith('0000')) {
    return { ...base, status: 'FAIL', error_code: 'PAYEE_ACC_OCUPIED', fail_reason: '收款账户状态异常' };
  }
  if (transfer.identity.endsWith('0001') && ageMs >= hourMs + dayMs) {
    return { ...base, status: 'REFUND', error_code: 'BANK_RETURNED', fail_reason: '银行退票' };
  }
  return { ...base, status: 'SUCCESS', pay_date: localTime(new Date(transfer.madeAt.getTime() + hourMs)) };
}
