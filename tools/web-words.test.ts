/** The web app has an English text for every refusal that its API can answer with. */
import { describe, expect, it } from 'vitest';
import { codeTexts } from '../server/src/apis/cloudwork/codes.ts';
import { cloudworkDetails } from '../server/src/apis/cloudwork/errors.ts';
import { refusalInEnglish, refusalTexts } from '../web/src/messages/en-refusals.ts';

const chinese = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;
const numbersIn = (text: string) => (text.match(/\d+/g) ?? []).toSorted();
const refusals = Object.entries(codeTexts).filter(([code]) => code !== '0');

describe('a refusal in English', () => {
  it('has a text for every number, and none that is never answered', () => {
    expect(Object.keys(refusalTexts).toSorted()).toEqual(refusals.map(([code]) => code).toSorted());
  });

  it('names the same limits as the Chinese one', () => {
    const others = refusals.filter(([code, text]) => {
      const said = refusalInEnglish(Number(code), text);
      return chinese.test(said) || numbersIn(said).join() !== numbersIn(text).join();
    });
    expect(others).toEqual([]);
  });

  it('says what the server adds in brackets', () => {
    const facts = { min: 6, max: 20, maxDays: 366 };
    const details = Object.values(cloudworkDetails).map((detail) => detail(facts));
    expect(details.length).toBeGreaterThan(5);
    for (const detail of [...details, '没有这个接口', '请求编号 req-1']) {
      const said = refusalInEnglish(80003, `有内容的格式不正确（${detail}）`);
      expect([detail, said]).toEqual([detail, expect.stringMatching(/ \(.+\)$/)]);
      expect([detail, chinese.test(said), numbersIn(said)]).toEqual([detail, false, numbersIn(detail)]);
    }
  });

  it('says something general of a number that is not known yet', () => {
    expect(refusalInEnglish(999_999, '以后才有的拒绝')).toMatch(/^That did not work/);
  });
});
