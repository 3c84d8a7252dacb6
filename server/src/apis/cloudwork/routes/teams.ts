import { Type } from 'typebox';
import { teamNumbers } from '../../../domain/profiles/index.ts';
import { uid } from '../../../platform/http/fields.ts';
import type { CloudworkMeans } from '../means.ts';
import { teamAnswer, totalsAnswer, toTeamInfo, toTotals } from '../profiles.ts';
import { endpoint } from '../wire.ts';

const teamId = () => uid().required().failsWith(20321).says('需求者 team uuid');

/** A client's team in numbers (seed 000: 根据工作获取需求者简介信息, 需求者发布项目数据统计). */
export function teamRoutes({ catalog }: Pick<CloudworkMeans, 'catalog'>) {
  return [
    endpoint({
      id: 'client_get',
      method: 'GET',
      paths: ['/api/user/client'],
      title: '根据ID获取需求者信息',
      access: 'freelancer',
      fields: { team_id: teamId() },
      answer: Type.Object({ info: teamAnswer }),
      errors: { 'profile.not_found': 20322 },
      async handle(call) {
        const [team, lists] = await Promise.all([teamNumbers(call.read(), call.fields.team_id), catalog.read()]);
        return { info: toTeamInfo(team, lists) };
      },
    }),
    endpoint({
      id: 'user_statistics',
      method: 'GET',
      paths: ['/api/user/statistics'],
      title: '需求者发布项目数据统计',
      notes: '只有一项，均为合计',
      access: 'anyone',
      fields: { team_id: teamId() },
      answer: Type.Object({ statistics: Type.Array(totalsAnswer) }),
      errors: { 'profile.not_found': 20322 },
      handle: async (call) => ({ statistics: [toTotals(await teamNumbers(call.read(), call.fields.team_id))] }),
    }),
  ];
}
