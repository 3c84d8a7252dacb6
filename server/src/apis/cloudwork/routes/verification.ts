import { submitCompany, verifyPerson } from '../../../domain/verification/index.ts';
import { id, text } from '../../../platform/http/fields.ts';
import { nothing, personIn } from '../forms.ts';
import { attachmentId } from '../forms-files.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

/** Proving a name, and certifying a company (seed 000: 用户实名认证, 需求者企业认证). */
export function verificationRoutes({ vault, identityCheck }: Pick<CloudworkMeans, 'vault' | 'identityCheck'>) {
  return [
    endpoint({
      id: 'verify',
      method: 'POST',
      paths: ['/api/user/verify'],
      title: '用户实名认证',
      notes: '最多三次；通过后姓名以认证为准，不能再修改',
      access: 'freelancer',
      bodyOnly: true,
      fields: {
        name: text({ max: 30 }).required(),
        id_number: text({ max: 18, pattern: /^\d{14,17}[\dXx]$/ })
          .required()
          .says('18 位，或旧证的 15 位'),
      },
      answer: nothing,
      badField: 80002,
      async handle(call) {
        const { name, id_number } = call.fields;
        const means = { check: identityCheck, vault };
        await verifyPerson(call, means, personIn(call.read()), { name, number: id_number });
        return {};
      },
    }),
    endpoint({
      id: 'client_verify',
      method: 'POST',
      paths: ['/api/client/verify'],
      title: '需求者企业认证',
      notes: '提交后状态为 checking；图片以 t=company 上传，重新提交时可以不传',
      access: 'client',
      bodyOnly: true,
      fields: {
        company_name: text({ max: 100 }).required(20561).failsWith(20567),
        name: text({ max: 30 }).required(20561).failsWith(20562).says('联系人'),
        phone: text({ max: 20, pattern: /^[\d+() -]{5,20}$/ })
          .required(20561)
          .failsWith(20563)
          .says('联系电话'),
        permit_number: text({ max: 30 }).required(20561).says('18 位统一社会信用代码，或 15 位旧执照号'),
        org_number: text({ max: 30 }).required(20561).says('组织机构代码，或统一社会信用代码'),
        permit_id: attachmentId().failsWith(20564),
        org_id: id().failsWith(20565).says('POST /api/attachment 返回的 attachment_id'),
      },
      answer: nothing,
      badField: 80003,
      async handle(call) {
        const sent = call.fields;
        const claim = {
          companyName: sent.company_name,
          contact: sent.name,
          phone: sent.phone,
          permitNumber: sent.permit_number,
          organisationNumber: sent.org_number,
          permitFileId: sent.permit_id,
          organisationFileId: sent.org_id,
        };
        await call.write((ctx) => submitCompany(ctx, vault, claim));
        return {};
      },
    }),
  ];
}
