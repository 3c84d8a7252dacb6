import { Type } from 'typebox';
import { changeQuestion, ownQuestion, setQuestion } from '../../../domain/profiles/index.ts';
import { int, text } from '../../../platform/http/fields.ts';
import { nothing, personIn } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const questionId = () => int({ min: 1 }).required().says('问题列表 qtype=user 中的 question_id');
const answer = () => text({ max: 100 }).required();

/** A person's security question (seed 000: 用户密保问题列表, 创建用户密保问题, 修改用户密保问题). */
export function securityQuestionRoutes({ catalog, identity }: Pick<CloudworkMeans, 'catalog' | 'identity'>) {
  return [
    endpoint({
      id: 'question_get',
      method: 'GET',
      paths: ['/api/user/question'],
      title: '用户密保问题列表',
      notes: '只有一项；答案加密保存，不返回',
      access: 'signed-in',
      fields: {},
      answer: Type.Object({
        questions: Type.Array(
          Type.Object({
            question_id: Type.Integer(),
            name: Type.String(),
            ename: Type.String(),
            answer: Type.String({ description: '始终为空' }),
          }),
        ),
      }),
      async handle(call) {
        const [id, { questions }] = await Promise.all([ownQuestion(call.read()), catalog.read()]);
        const { name = '', ename = '' } = questions.byId(id) ?? {};
        return { questions: [{ question_id: id, name, ename, answer: '' }] };
      },
    }),
    endpoint({
      id: 'question_add',
      method: 'POST',
      paths: ['/api/user/question'],
      title: '创建用户密保问题',
      access: 'signed-in',
      bodyOnly: true,
      fields: { question_id: questionId(), answer: answer() },
      answer: nothing,
      async handle(call) {
        const { question_id, answer } = call.fields;
        const { questions } = await catalog.read();
        await setQuestion(call, identity, personIn(call.read()), { questionId: question_id, answer }, questions);
        return {};
      },
    }),
    endpoint({
      id: 'question_update',
      method: 'PUT',
      paths: ['/api/user/question'],
      title: '修改用户密保问题',
      access: 'signed-in',
      bodyOnly: true,
      fields: { question_id: questionId(), answer: answer(), answer_old: answer() },
      answer: nothing,
      async handle(call) {
        const { question_id, answer, answer_old } = call.fields;
        const { questions } = await catalog.read();
        const given = { questionId: question_id, answer, oldAnswer: answer_old };
        await changeQuestion(call, identity, personIn(call.read()), given, questions);
        return {};
      },
    }),
  ];
}
