import { createHash } from 'node:crypto';
import { localTime } from '../../kernel/clock.ts';
import { formatYuan } from '../../kernel/money.ts';

/** What the page says of a trade. */
export interface ShownTrade {
  readonly amount: bigint;
  readonly subject: string;
  readonly outTradeNo: string;
  readonly expiresAt: Date;
}

/** A page and the headers it must be sent with. */
export interface SandboxPage {
  status: number;
  headers: Record<string, string>;
  html: string;
}

const style = `
*{box-sizing:border-box}
body{margin:0;background:#f3f5f7;color:#1c2733;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:28rem;margin:8vh auto;padding:2rem;background:#fff;border:1px solid #dfe4ea;border-radius:12px}
h1{margin:0 0 .25rem;font-size:1.25rem}
.note{margin:0 0 1.5rem;color:#5a6877;font-size:.875rem}
.amount{margin:0 0 1.5rem;font-size:2.25rem;font-weight:600;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:5rem 1fr;gap:.5rem 1rem;margin:0 0 2rem}
dt{color:#5a6877}
dd{margin:0;overflow-wrap:anywhere}
form{display:flex;gap:.75rem}
button{flex:1;padding:.75rem;border:1px solid #c3ccd6;border-radius:8px;background:#fff;color:inherit;font:inherit;cursor:pointer}
button.pay{border-color:#0b5bd3;background:#0b5bd3;color:#fff}
button:focus-visible,a:focus-visible{outline:3px solid #7fb0ff;outline-offset:2px}
a{color:#0b5bd3}
@media (prefers-color-scheme:dark){body{background:#12171d;color:#e6ebf0}main,button{background:#1b222b;border-color:#344150}
dt,.note{color:#9fb0c0}a{color:#8ab8ff}}
`;
const styleHash = createHash('sha256').update(style).digest('base64');

const titles = { waiting: '收银台', paid: '付款成功', closed: '交易已关闭', expired: '交易已过期' } as const;

/** The page of a trade: the form while it waits, afterwards what became of it. `returnUrl` leads back to the merchant. */
export function tradePage(
  trade: ShownTrade,
  state: keyof typeof titles,
  returnUrl: URL | undefined,
  status = 200,
): SandboxPage {
  const form =
    state === 'waiting'
      ? `<form method="post">
<button class="pay" type="submit" name="action" value="pay">付款</button>
<button type="submit" name="action" value="close">关闭</button>
</form>`
      : returnUrl
        ? `<p><a href="${escape(returnUrl.href)}">返回商家</a></p>`
        : '';
  const body = `<p class="amount">¥${formatYuan(trade.amount)}</p>
<dl>
<dt>商品</dt><dd>${escape(trade.subject)}</dd>
<dt>订单号</dt><dd>${escape(trade.outTradeNo)}</dd>
<dt>有效期至</dt><dd>${localTime(trade.expiresAt)}</dd>
</dl>
${form}`;
  return page(status, titles[state], body, returnUrl);
}

/** The page for a request that the gateway refuses. */
export function refusalPage(reason: string): SandboxPage {
  return page(400, '无法付款', `<p role="alert">${escape(reason)}</p>`, undefined);
}

function page(status: number, title: string, body: string, returnUrl: URL | undefined): SandboxPage {
  // Browsers hold the redirect that answers a form to form-action as well, so the merchant's origin is named.
  const formTargets = returnUrl ? `'self' ${returnUrl.origin}` : "'self'";
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${formTargets}; base-uri 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    html: `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 支付沙箱</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="note">开发环境的支付沙箱，不会发生真实扣款。</p>
${body}
</main>
</body>
</html>
`,
  };
}

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');
}
