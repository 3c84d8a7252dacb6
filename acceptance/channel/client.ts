/** A client of the channel API, as its document describes one; each answer is checked against a closed schema. */
import { assertDeclared } from '../kit/declared.ts';
import type { RunningServer } from '../kit/server.ts';

// Data is as wide as the API; the schema check has looked at every field before a test does.
// oxlint-disable-next-line typescript/no-explicit-any
export type Data = Record<string, any>;

export interface Answer {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly data: Data;
}

const refusal = {
  type: 'object',
  properties: {
    code: { enum: [1001, 1002, 1003, 1004, 5001] },
    message: { type: 'string', minLength: 1 },
    data: { type: 'object', additionalProperties: false },
  },
  required: ['code', 'message', 'data'],
  additionalProperties: false,
};

const idNames: Readonly<Record<string, string>> = {
  users: 'channel_user_id',
  companies: 'channel_company_id',
  tasks: 'channel_task_id',
  applications: 'channel_application_id',
  payments: 'channel_payment_id',
  webhooks: 'webhook_id',
  deliveries: 'delivery_id',
};

/** The path as the reference writes it. */
function declaredPath(path: string): string {
  const [, noun = '', id, ...rest] = (path.split('?')[0] ?? '').split('/');
  const idName = id === 'batch' ? undefined : idNames[noun];
  const parts = [noun, ...(id === undefined ? [] : [idName ? `{${idName}}` : id]), ...rest];
  return `/api/v1/${parts.join('/')}`.replace(/\/statements\/[^/]+$/, '/statements/{month}');
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls an endpoint below /api/v1 with a JSON body. */
export async function call(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  { token, headers = {} }: CallOptions = {},
): Promise<Answer> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { status } = answer;
  const sent = (await answer.json()) as Omit<Answer, 'status'>;
  const isRefusal = sent.code !== 0;
  if (isRefusal === status < 400) throw new Error(`${method} ${path}: number ${sent.code} with status ${status}`);
  await assertDeclared({ url, market: 'channel', method, path: declaredPath(path), status, isRefusal, refusal }, sent);
  return { status, ...sent };
}

export interface Channel {
  readonly clientId: string;
  readonly secret: string;
  readonly token: string;
  get(path: string): Promise<Answer>;
  post(path: string, body: Data, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body: Data, headers?: Record<string, string>): Promise<Answer>;
  del(path: string): Promise<Answer>;
}

/** Makes a partner by the command line, as an operator would, and signs it in. */
export async function openChannel(server: RunningServer, clientId: string, ...options: string[]): Promise<Channel> {
  const { output } = await server.command('channel', 'create', clientId, ...options);
  const secret = /client_secret: (\w+)/.exec(output)?.[1];
  if (secret === undefined) throw new Error(`no channel was made:\n${output}`);
  return signIn(server, { clientId, secret });
}

/** Signs a partner in, as after its tokens have run out. */
export async function signIn(
  server: RunningServer,
  { clientId, secret }: Pick<Channel, 'clientId' | 'secret'>,
): Promise<Channel> {
  const { data } = await call(server.url, 'POST', '/auth/token', {
    appkey: clientId,
    secret,
    grant_type: 'client_credentials',
  });
  const token = String(data['access_token']);
  return {
    clientId,
    secret,
    token,
    get: (path) => call(server.url, 'GET', path, undefined, { token }),
    post: (path, body, headers = {}) => call(server.url, 'POST', path, body, { token, headers }),
    put: (path, body, headers = {}) => call(server.url, 'PUT', path, body, { token, headers }),
    del: (path) => call(server.url, 'DELETE', path, undefined, { token }),
  };
}

/** The document's examples, with numbers whose check digits are right and times that fit each other. */
export const samples = {
  user: (id: string): Data => ({
    channel_user_id: id,
    name: '张三',
    id_card: '110101199001011237',
    phone: '13800138000',
    live_certification: {
      certified: true,
      certification_time: '2024-01-15T10:30:00Z',
      certification_method: '支付宝活体',
      face_score: 95.5,
      liveness_score: 98.2,
      photos: ['https://cdn.example.com/face/photo1.jpg'],
    },
  }),
  company: (id: string): Data => ({
    channel_company_id: id,
    company_name: '某某科技有限公司',
    social_credit_code: '91110000MA00ABCD00',
    legal_person: '李四',
    contact_person: '王五',
    contact_phone: '010-12345678',
    registered_address: '北京市朝阳区某某街道',
    business_scope: '技术开发、技术服务',
    business_license: {
      license_number: '91110000MA00ABCD00',
      license_photo: 'https://cdn.example.com/license.jpg',
      issue_date: '2020-01-01',
      expiry_date: '2050-12-31',
      registration_capital: 1000000,
      paid_in_capital: 500000,
    },
  }),
  task: (id: string, company: string): Data => ({
    channel_task_id: id,
    channel_company_id: company,
    task_name: '春节临时工招聘',
    task_type: '短期工',
    recruit_count: 100,
    recruitment_start_time: '2024-01-10T00:00:00Z',
    recruitment_end_time: '2024-02-10T23:59:59Z',
    work_start_time: '2024-02-01T08:00:00Z',
    work_end_time: '2024-02-15T18:00:00Z',
    work_location: '北京市朝阳区某某工厂',
    job_requirements: '身体健康,能吃苦耐劳',
    wage_description: '按月结算,次月15日发放工资',
    recruitment_description: '招聘春节期间临时工,负责流水线作业',
    salary: { salary_type: '月薪', amount: 5000, currency: 'CNY', settlement_type: '月结' },
    status: 'open',
  }),
  application: (id: string, user: string, task: string): Data => ({
    channel_application_id: id,
    channel_user_id: user,
    channel_task_id: task,
    applied_at: '2024-01-18T14:30:00Z',
    resume_url: 'https://cdn.example.com/resume.pdf',
    application_channel: '渠道A',
    status: 'pending',
  }),
  payment: (id: string, application: string, user: string): Data => ({
    channel_payment_id: id,
    payment_type: 'application',
    channel_application_id: application,
    channel_user_id: user,
    amount: 5000,
    currency: 'CNY',
    payment_time: '2024-02-20T10:00:00Z',
    payment_method: '银行转账',
    payment_channel: '中国工商银行',
    bank_name: '中国工商银行北京分行',
    bank_account: '6222021234567890123',
    transaction_no: 'IOU20240220001',
    payment_basis: {
      basis_type: '月薪',
      work_date_start: '2024-02-01',
      work_date_end: '2024-02-15',
      description: '2024年2月1日-15日工资',
      supporting_docs: ['https://cdn.example.com/salary_sheet.pdf'],
    },
    status: 'completed',
  }),
};

/** Pushes one of each, in the order of the story: names end in `tag`. */
export async function pushAll(channel: Channel, tag: string, changes: { name?: string } = {}): Promise<void> {
  const name = changes.name ?? '张三';
  const pushes = [
    ['/users', { ...samples.user(`U${tag}`), name }],
    ['/companies', { ...samples.company(`C${tag}`), company_name: `${name}公司` }],
    ['/tasks', { ...samples.task(`T${tag}`, `C${tag}`), task_name: `${name}任务` }],
    ['/applications', { ...samples.application(`A${tag}`, `U${tag}`, `T${tag}`), remark: name }],
    ['/payments', { ...samples.payment(`P${tag}`, `A${tag}`, `U${tag}`), remark: name }],
  ] as const;
  for (const [path, body] of pushes) {
    const answer = await channel.post(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.message}`);
  }
}
