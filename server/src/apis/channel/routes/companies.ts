import { Type } from 'typebox';
import {
  addCompany,
  changeCompany,
  type CompanyRow,
  findCompany,
  type Licence,
} from '../../../domain/channels/index.ts';
import type { WriteContext } from '../../../kernel/context.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { day, text, type ValuesOf } from '../../../platform/http/fields.ts';
import { measure, objectOf } from '../../../platform/http/json-fields.ts';
import { change, clearable, isoTime, link, madeAnswer, orNull, ownId, partly, textOrNull, time } from '../forms.ts';
import { makingEndpoints } from '../batch.ts';
import type { ChannelMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const capital = () => measure({ min: 0, max: 10_000_000_000_000 });

const licenceFields = {
  license_number: text({ max: 50 }).required().says('营业执照编号'),
  license_photo: link().says('营业执照照片 URL，只保存，不访问'),
  issue_date: day().says('发证日期'),
  expiry_date: day().says('有效期至'),
  registration_capital: capital().says('注册资本'),
  paid_in_capital: capital().says('实缴资本'),
};

const needed = {
  company_name: text({ max: 200 }).required().says('企业名称'),
  social_credit_code: text({ max: 18 }).required().says('统一社会信用代码，校验 GB 32100'),
};
const texts = {
  legal_person: text({ max: 50 }).says('法定代表人'),
  contact_person: text({ max: 50 }).says('联系人'),
  contact_phone: text({ max: 30 }).says('联系电话'),
  registered_address: text({ max: 300 }).says('注册地址'),
  business_scope: text({ max: 5_000 }).says('经营范围'),
};
const licence = { business_license: objectOf(licenceFields).says('营业执照信息') };

const company = Type.Object({
  company_id: Type.String(),
  channel_company_id: Type.String(),
  company_name: Type.String(),
  social_credit_code: Type.String(),
  legal_person: textOrNull,
  contact_person: textOrNull,
  contact_phone: textOrNull,
  business_license: orNull(
    Type.Object({
      license_number: Type.String(),
      license_photo: textOrNull,
      issue_date: textOrNull,
      expiry_date: textOrNull,
      registration_capital: orNull(Type.Number()),
      paid_in_capital: orNull(Type.Number()),
    }),
  ),
  registered_address: textOrNull,
  business_scope: textOrNull,
  created_at: time,
  updated_at: time,
});

function toLicence(sent: ValuesOf<typeof licenceFields>): Licence {
  return {
    number: sent.license_number,
    photo: sent.license_photo ?? null,
    issuedOn: sent.issue_date ?? null,
    expiresOn: sent.expiry_date ?? null,
    registeredCapital: sent.registration_capital ?? null,
    paidInCapital: sent.paid_in_capital ?? null,
  };
}

function toCompany(row: CompanyRow) {
  const { licence: held } = row;
  return {
    company_id: row.uid,
    channel_company_id: row.own_id,
    company_name: row.name,
    social_credit_code: row.credit_code,
    legal_person: row.legal_person,
    contact_person: row.contact_person,
    contact_phone: row.contact_phone,
    business_license: held && {
      license_number: held.number,
      license_photo: held.photo,
      issue_date: held.issuedOn,
      expiry_date: held.expiresOn,
      registration_capital: held.registeredCapital,
      paid_in_capital: held.paidInCapital,
    },
    registered_address: row.address,
    business_scope: row.business_scope,
    created_at: isoTime(row.created_at),
    updated_at: isoTime(row.updated_at),
  };
}

const made = madeAnswer('company_id', 'channel_company_id');

const createFields = { channel_company_id: ownId().required(), ...needed, ...texts, ...licence };

async function add(ctx: WriteContext, vault: Vault, fields: ValuesOf<typeof createFields>) {
  const input = {
    ownId: fields.channel_company_id,
    name: fields.company_name,
    creditCode: fields.social_credit_code,
    legalPerson: fields.legal_person ?? null,
    contactPerson: fields.contact_person ?? null,
    contactPhone: fields.contact_phone ?? null,
    licence: fields.business_license ? toLicence(fields.business_license) : null,
    address: fields.registered_address ?? null,
    businessScope: fields.business_scope ?? null,
  };
  return made.present(await addCompany(ctx, vault, input));
}

/** Companies a partner works for (seed 004: /companies). */
export function companyRoutes(means: ChannelMeans) {
  const { vault } = means;
  return [
    ...makingEndpoints(means, {
      noun: 'company',
      path: '/api/v1/companies',
      what: '企业',
      notes: '相同标识、相同内容重复提交返回相同结果，内容不同返回 409',
      fields: createFields,
      answer: made.schema,
      inAnyOrder: true,
      add,
    }),
    endpoint({
      id: 'company_update',
      method: 'PUT',
      paths: ['/api/v1/companies/:channel_company_id'],
      title: '更新企业',
      notes: '只更改所给的字段，空字符串清除；business_license 整体替换',
      access: 'channel',
      bodyOnly: true,
      fields: { channel_company_id: ownId().required(), ...partly(needed), ...clearable(texts), ...licence },
      answer: company,
      handle: (call) =>
        change(call, vault, 'company_update', async (ctx) => {
          const { fields } = call;
          const changes = {
            name: fields.company_name,
            creditCode: fields.social_credit_code,
            legalPerson: fields.legal_person,
            contactPerson: fields.contact_person,
            contactPhone: fields.contact_phone,
            licence: fields.business_license && toLicence(fields.business_license),
            address: fields.registered_address,
            businessScope: fields.business_scope,
          };
          return toCompany(await changeCompany(ctx, fields.channel_company_id, changes));
        }),
    }),
    endpoint({
      id: 'company_get',
      method: 'GET',
      paths: ['/api/v1/companies/:channel_company_id'],
      title: '查询企业',
      access: 'channel',
      fields: { channel_company_id: ownId().required() },
      answer: company,
      handle: async (call) => toCompany(await findCompany(call.read(), call.fields.channel_company_id)),
    }),
  ];
}
