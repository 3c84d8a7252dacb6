import { type ErrorCode, type ErrorKind, errorKinds } from '../../kernel/errors.ts';
import type { Refusal } from '../../platform/http/endpoint.ts';

/** ResponseStatus of the document (seed 001, 3.1). */
type Status = 403 | 404 | 415 | 500;

const statusOfKind = {
  unauthenticated: 403,
  forbidden: 403,
  not_found: 404,
  invalid: 415,
  conflict: 415,
  too_many: 415,
  unavailable: 500,
} as const satisfies Record<ErrorKind, Status>;

const statusOfCode: Readonly<Partial<Record<ErrorCode, Status>>> = {
  'auth.wrong_password': 403,
  'auth.too_many_attempts': 403,
  'move.not_by_you': 403,
};

const textsOfKind = {
  unauthenticated: '请先登录',
  forbidden: '没有权限',
  not_found: '未找到',
  invalid: '参数错误',
  conflict: '当前状态不允许此操作',
  too_many: '操作过于频繁，请稍后再试',
  unavailable: '系统繁忙，请稍后再试',
} as const satisfies Record<ErrorKind, string>;

type Words = string | ((facts: Readonly<Record<string, unknown>>) => string);

const textsOfCode: Readonly<Partial<Record<ErrorCode, Words>>> = {
  'auth.wrong_password': '用户名或密码错误',
  'auth.restricted': ({ reason }) => `账号已被冻结${reason === '' ? '' : `：${String(reason)}`}`,
  'auth.too_many_attempts': '尝试次数过多，请 15 分钟后再试',
  'auth.cross_site': '请求来自其他网站',
  'role.not_for_you': (facts) => `没有权限：仅限${String(facts['access'])}`,
  'role.client_required': '没有权限：仅限项目经理',
  'role.freelancer_required': '没有权限：仅限设计师',
  'role.broker_required': '没有权限：仅限经纪人',
  'role.administrator_required': '没有权限：仅限系统管理员',
  'user.exists': '用户名或手机号已被注册',
  'user.not_found': '用户不存在',
  'user.password_invalid': ({ min, max }) => `密码长度须为 ${String(min)} 到 ${String(max)} 个字符`,
  'user.company_name_required': '缺少公司名称',
  'user.team_name_locked': '公司名称已认证，不能修改',
  'code.none': '请先获取验证码',
  'code.wrong': '验证码错误',
  'code.too_many_tries': '验证码错误次数过多，请重新获取',
  'code.expired': '验证码已过期',
  'code.used': '验证码已使用',
  'code.too_often': '验证码发送过于频繁，请稍后再试',
  'code.phone_registered': '手机号已被注册',
  'code.no_phone': '账号没有手机号',
  'file.not_found': '文件不存在',
  'file.too_large': '文件过大',
  'file.wrong_type': '缺少文件，或文件类型不支持',
  'file.not_an_image': '文件不是图片',
  'region.not_found': '没有这个城市',
  'region.unknown': '没有这个城市或地区',
  'industry.unknown': '没有这个行业',
  'skill.unknown': '没有这项技能',
  'pay.range_invalid': '最低薪资不能高于最高薪资',
  'profile.entry_not_found': '记录不存在',
  'profile.too_many_entries': '最多 50 条',
  'freelancer.not_available': '该用户不是可雇佣的设计师',
  'experience.self': '不能与自己添加共同经历',
  'experience.dates_invalid': '开始日期不能晚于结束日期',
  'experience.asked_already': '已发送过相同的共同经历申请',
  'inbox.not_found': '消息不存在',
  'inbox.answered': '消息已处理',
  'inbox.answer_elsewhere': '任务消息须通过 service 接口处理',
  'project.not_found': '项目不存在',
  'project.dates_invalid': '开始日期不能晚于结束日期',
  'project.wrong_state': '项目当前状态不允许此操作',
  'project.steps_open': '还有未验收的阶段，不能收尾',
  'project.not_a_member': '只有该项目的成员可以互相评分',
  'project.rated_already': '已经评过分',
  'step.not_found': '阶段不存在',
  'step.wrong_state': '阶段当前状态不允许此操作',
  'step.over_escrow': '结算金额超过该阶段托管的金额',
  'step.payments_invalid': '结算名单有重复，或有人未受雇于该阶段',
  'position.not_found': '职位不存在',
  'position.full': '该职位已招满',
  'hiring.not_found': '雇佣记录不存在',
  'hiring.exists': '该设计师已在项目中',
  'recommendation.exists': '已推荐过该设计师',
  'alipay.invalid': '支付宝账号须为手机号或邮箱',
  'payout.operators_only': '超过限额的提现由平台运营处理',
  'payout.below_minimum': '提现金额低于最低限额',
  'ledger.insufficient_funds': '账户余额不足，请先充值',
  'move.not_from_here': '当前状态不允许此操作',
  'request.malformed': '请求内容无法解析',
  'request.too_large': '请求内容过长',
};

/** What a refusal says on this wire. HTTP says 200 for whatever the envelope can say. */
export function wordsOf(refusal: Refusal): { http: number; status: Status; text: string } {
  switch (refusal.kind) {
    case 'domain': {
      const { code, facts } = refusal.error;
      const kind = errorKinds[code];
      const words = textsOfCode[code] ?? textsOfKind[kind];
      return {
        http: kind === 'unavailable' ? 503 : 200,
        status: statusOfCode[code] ?? statusOfKind[kind],
        text: typeof words === 'string' ? words : words(facts),
      };
    }
    case 'field': {
      const { name, problem } = refusal.trouble;
      const text = problem === 'missing' ? `参数错误：缺少 ${name}` : `参数错误：${name} 的值不合要求`;
      return { http: 200, status: 415, text };
    }
    case 'no_route':
      return { http: 404, status: 404, text: '没有这个接口' };
    case 'wrong_method':
      return { http: 405, status: 404, text: '请求方法不对' };
    case 'bug':
      return { http: 500, status: 500, text: `系统错误（请求编号 ${refusal.requestId}）` };
  }
}
