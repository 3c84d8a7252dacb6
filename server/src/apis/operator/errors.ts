import { type ErrorCode, type ErrorKind, errorKinds } from '../../kernel/errors.ts';
import type { Refusal } from '../../platform/http/endpoint.ts';

const statusOfKind = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 422,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
} as const satisfies Record<ErrorKind, number>;

const textsOfKind = {
  unauthenticated: '请先登录',
  forbidden: '没有权限',
  not_found: '不存在',
  invalid: '内容不合要求',
  conflict: '当前状态不允许这样做',
  too_many: '操作过于频繁，请稍后再试',
  unavailable: '服务暂时不可用，请稍后再试',
} as const satisfies Record<ErrorKind, string>;

const texts: Readonly<Partial<Record<ErrorCode, string>>> = {
  'auth.cross_site': '请从控制台页面操作',
  'auth.too_many_attempts': '失败次数过多，请 15 分钟后再试',
  'operator.credentials_wrong': '用户名、密码或动态码不正确',
  'operator.code_required': '请输入动态码',
  'operator.totp_wrong': '动态码不正确，请检查手机时间',
  'operator.not_allowed': '您的角色没有此权限',
  'operator.setup_required': '请先修改初始密码并绑定动态码',
  'operator.exists': '用户名已被使用',
  'operator.oneself': '不能更改自己的账号',
  'operator.not_found': '没有这位操作员，或已停用',
  'decision.not_waiting': '此事项已处理',
  'decision.taken': '此事项由另一位操作员处理，须由其转交',
  'decision.not_for_them': '这位操作员的角色不能处理此事项',
  'catalogue.not_found': '没有这一项',
  'catalogue.name_taken': '已有同名的项，或曾用此名的项',
  'catalogue.last_one': '至少要留一项可选',
  'category.unknown': '上级类目不对',
  'question.unknown': '没有这种问题',
  'user.password_invalid': '密码至少 12 位',
  'user.not_found': '没有这个用户',
  'appeal.own_restriction': '限制由您作出，申诉须由另一位操作员处理',
  'request.incomplete': '请填写理由',
  'payout.approved_already': '您已批准过，须由另一位操作员批准',
  'identity.done': '该身份证号码已被其他账号使用，请退回',
  'move.not_from_here': '已被处理，或当前状态不允许',
  'setting.invalid': '超出允许的范围',
  'request.malformed': '地址须为 https 或本站路径，时间须在开始之后',
  'contract.amount': '金额超过争议金额',
  'channel.id_taken': '该渠道标识已存在',
};

/** HTTP status and words of a refusal; the code itself is for the console to act upon. */
export function wordsOf(refusal: Refusal): { status: number; error: string; message: string } {
  switch (refusal.kind) {
    case 'domain': {
      const { code } = refusal.error;
      const kind = errorKinds[code];
      return { status: statusOfKind[kind], error: code, message: texts[code] ?? textsOfKind[kind] };
    }
    case 'field': {
      const { name, problem } = refusal.trouble;
      return { status: 400, error: `field.${name}`, message: problem === 'missing' ? '必填' : '不合要求' };
    }
    case 'no_route':
      return { status: 404, error: 'no_route', message: '没有这个接口' };
    case 'wrong_method':
      return { status: 405, error: 'wrong_method', message: '请求方法不对' };
    case 'bug':
      return { status: 500, error: 'bug', message: `系统错误（请求编号 ${refusal.requestId}）` };
  }
}
