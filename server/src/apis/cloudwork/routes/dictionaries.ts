import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import type { Catalog, Category, Region } from '../../../domain/catalog/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { Raw, type RequestFacts } from '../../../platform/http/endpoint.ts';
import { int, oneOf, text } from '../../../platform/http/fields.ts';
import { codeTexts } from '../codes.ts';
import { bankLogos } from '../forms-files.ts';
import { labels } from '../labels.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const questionTypes = [
  'user',
  'proposal_revoke_f',
  'proposal_refuse_f',
  'proposal_refuse_c',
  'contract_revoke',
  'contract_refuse',
  'proposal_archive',
  'contract_finish_c',
  'contract_finish_f',
] as const;

const toCategory = ({ id, parentId, name }: Category) => ({ name, category_id: id, pid: parentId ?? 0 });
const toAddress = ({ id, parentId, name }: Region) => ({ name, address_id: id, pid: parentId ?? 0 });

const addressList = Type.Array(
  Type.Object({
    name: Type.String(),
    address_id: Type.Integer(),
    pid: Type.Integer({ description: '上级，0 为国家' }),
  }),
);

/** Catalogues that forms choose from, and the texts of codes (seed 000: 获取分类目录, 国家省市列表, 问题列表, 银行列表). */
export function dictionaryRoutes({ catalog, baseUrl }: Pick<CloudworkMeans, 'catalog' | 'baseUrl'>) {
  const allAddresses = new WeakMap<Catalog['regions'], Raw>();
  const localeFile = fileOf({ ...codeTexts, CODE: codeTexts, COMMONS: labels });

  return [
    endpoint({
      id: 'category',
      method: ['POST', 'GET'],
      paths: ['/api/category'],
      title: '获取分类目录',
      notes: 't=all 时忽略 category_id',
      access: 'anyone',
      fields: {
        category_id: int().says('0 为一级分类；t 不为 all 时必须'),
        t: oneOf(['all']),
      },
      answer: Type.Object({
        categorys: Type.Array(Type.Object({ name: Type.String(), category_id: Type.Integer(), pid: Type.Integer() })),
      }),
      badField: 80003,
      async handle({ fields }) {
        const { categories } = await catalog.read();
        if (fields.t === 'all') return { categorys: categories.offered.map(toCategory) };
        if (fields.category_id === undefined) throw new DomainError('request.malformed', { field: 'category_id' });
        return { categorys: categories.offeredBelow(fields.category_id || null).map(toCategory) };
      },
    }),
    endpoint({
      id: 'category_options',
      method: 'GET',
      paths: ['/api/category/options'],
      title: '获取分类选项',
      access: 'signed-in',
      fields: { category_id: int().or(4) },
      answer: Type.Object({
        options: Type.Object({
          stage: Type.Optional(Type.Boolean()),
          api: Type.Optional(Type.Boolean()),
          language: Type.Optional(Type.Boolean()),
          framework: Type.Optional(Type.Boolean()),
          platform: Type.Optional(Type.String({ description: 'mobile、desktop 或空' })),
        }),
      }),
      badField: 80003,
      async handle({ fields }) {
        const { categories } = await catalog.read();
        return { options: categories.byId(fields.category_id)?.options ?? {} };
      },
    }),
    endpoint({
      id: 'address_get',
      method: 'GET',
      paths: ['/api/address'],
      title: '国家省市列表',
      notes: 't=all 或有 cid 时忽略 address_id；address 与 addresses 相同',
      access: 'anyone',
      fields: {
        address_id: int().or(0).says('取它的下级；0 为国家'),
        t: oneOf(['all']),
        cid: int({ min: 1 }).says('国家，取其所有省市'),
      },
      answer: Type.Object({ address: addressList, addresses: addressList }),
      badField: 80003,
      async handle({ fields, request }) {
        const { regions } = await catalog.read();
        if (fields.t === 'all') return unlessKept(wholeTree(regions), request);
        const found =
          fields.cid === undefined ? regions.childrenOf(fields.address_id || null) : regions.placesOf(fields.cid);
        const address = found.map(toAddress);
        return { address, addresses: address };
      },
    }),
    endpoint({
      id: 'question_list',
      method: 'GET',
      paths: ['/api/question'],
      title: '问题列表',
      notes: '密保问题，以及拒绝、撤销、归档、结束的原因',
      access: 'signed-in',
      fields: { qtype: oneOf(questionTypes).required() },
      answer: Type.Object({
        questions: Type.Array(Type.Object({ question_id: Type.Integer(), name: Type.String() })),
      }),
      badField: 20411,
      async handle({ fields }) {
        const { questions } = await catalog.read();
        return { questions: questions.ofType(fields.qtype).map(({ id, name }) => ({ question_id: id, name })) };
      },
    }),
    endpoint({
      id: 'margin_bank',
      method: 'GET',
      paths: ['/api/margin/bank'],
      title: '银行列表',
      access: 'signed-in',
      fields: {},
      answer: Type.Object({
        banks: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String(), code: Type.String() })),
        logo_uri: Type.String({ description: '银行图标的地址前缀' }),
      }),
      async handle() {
        const { banks } = await catalog.read();
        return { banks: banks.all.map(({ id, name, code }) => ({ id, name, code })), logo_uri: bankLogos(baseUrl) };
      },
    }),
    endpoint({
      id: 'skills',
      method: ['POST', 'GET'],
      paths: ['/api/skills'],
      title: '搜索技能',
      notes: '按开头匹配，最多 20 项',
      access: 'anyone',
      fields: { name: text({ max: 50 }), keyword: text({ max: 50 }) },
      answer: Type.Object({ skills: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })) }),
      async handle({ fields }) {
        const { skills } = await catalog.read();
        const found = skills.beginningWith(fields.name ?? fields.keyword ?? '', 20);
        return { skills: found.map(({ id, name }) => ({ id, name })) };
      },
    }),
    endpoint({
      id: 'locale_errors',
      method: 'GET',
      paths: ['/static/locale-zh-cn.json', '/static/locale/locale-zh-cn.json'],
      title: '错误码文件',
      notes: 'CODE 为错误码对应的文字，COMMONS 为页面用语；错误码也直接列在最外层',
      access: 'anyone',
      fields: {},
      answer: Type.Object({}),
      handle: async ({ request }) => unlessKept(localeFile, request),
    }),
  ];

  /** All 3,479 of them, written once for all callers. */
  function wholeTree(regions: Catalog['regions']): Raw {
    const known = allAddresses.get(regions);
    if (known) return known;
    const address = regions.all.map(toAddress);
    const made = fileOf({ error_code: 0, msg: 'ok', address, addresses: address });
    allAddresses.set(regions, made);
    return made;
  }
}

/** An answer that is the same for everyone, with what a client needs to keep it. */
function fileOf(content: Readonly<Record<string, unknown>>): Raw {
  const body = JSON.stringify(content);
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 32);
  return new Raw(
    200,
    {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=300',
      etag: `"${digest}"`,
    },
    body,
  );
}

/** The answer, or that the caller has it already. */
function unlessKept(file: Raw, { headers }: RequestFacts): Raw {
  return headers['if-none-match'] === file.headers['etag'] ? new Raw(304, file.headers) : file;
}
