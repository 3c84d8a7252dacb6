import { Type } from 'typebox';
import { makeAppeal, ownRestriction } from '../../../domain/appeals/index.ts';
import { localTime } from '../../../kernel/clock.ts';
import type { Call } from '../../../platform/http/endpoint.ts';
import { type ValuesOf, secret, text } from '../../../platform/http/fields.ts';
import { nothing } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { type Caller, endpoint } from '../wire.ts';

const proof = { username: text({ max: 100 }).required(), password: secret().required() };

const proofIn = ({ fields, request }: Pick<Call<typeof proof, Caller>, 'fields' | 'request'>) => {
  const { username: name, password }: ValuesOf<typeof proof> = fields;
  return { name, password, address: request.address };
};

/** What somebody who is kept out can learn and say, proven as at sign-in; beside the document. */
export function restrictionRoutes({ identity }: Pick<CloudworkMeans, 'identity'>) {
  return [
    endpoint({
      id: 'restriction',
      method: 'POST',
      paths: ['/api/user/restriction'],
      title: '账号限制查询',
      notes: '账号被限制、不能登录的人凭用户名和密码查看原因；密码错误次数与登录合并计算',
      access: 'anyone',
      bodyOnly: true,
      fields: proof,
      answer: Type.Object({
        reason: Type.String({ description: '原因，可能为空' }),
        restricted_at: Type.String(),
        appeal: Type.Union([
          Type.Object({
            content: Type.String(),
            create_at: Type.String(),
            status: Type.Enum(['waiting', 'refused'] as const),
            answer: Type.String({ description: '未通过的理由' }),
          }),
          Type.Null(),
        ]),
      }),
      badField: 20001,
      async handle(call) {
        const { restriction, appeal } = await ownRestriction(call, identity, proofIn(call));
        return {
          reason: restriction.reason,
          restricted_at: localTime(restriction.made_at),
          appeal: appeal
            ? {
                content: appeal.content,
                create_at: localTime(appeal.made_at),
                status: appeal.state === 'refused' ? ('refused' as const) : ('waiting' as const),
                answer: appeal.answer,
              }
            : null,
        };
      },
    }),
    endpoint({
      id: 'appeal',
      method: 'POST',
      paths: ['/api/user/appeal'],
      title: '账号限制申诉',
      notes: '每次限制只能申诉一次，结果以短信或邮件告知',
      access: 'anyone',
      bodyOnly: true,
      fields: { ...proof, content: text({ max: 1_000 }).required(80002).failsWith(80003).says('申诉内容') },
      answer: nothing,
      badField: 20001,
      async handle(call) {
        await makeAppeal(call, identity, proofIn(call), call.fields.content);
        return {};
      },
    }),
  ];
}
