/** The web app has an English text for all that its API says in Chinese: refusals, names of catalogues, notices, recommendations. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { codeTexts } from '../server/src/apis/cloudwork/codes.ts';
import { cloudworkDetails } from '../server/src/apis/cloudwork/errors.ts';
import { dealLines } from '../server/src/domain/notifications/deal-lines.ts';
import { companyLines, matchLine, moneyLines, userLines } from '../server/src/domain/notifications/person-lines.ts';
import {
  listingLines,
  proposalLines,
  publishedAgainLines,
  reopenedLines,
} from '../server/src/domain/notifications/proposal-lines.ts';
import { refusalInEnglish, refusalTexts } from '../web/src/messages/en-refusals.ts';
import { inEnglish } from '../web/src/messages/en-said.ts';

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

/** Facts for every notice, in letters that are not Chinese. */
const facts = {
  name: 'Shop',
  client_name: 'Ann',
  freelancer_name: 'Ben',
  listing_title: 'Site',
  milestone_name: 'Draft',
  milestone_amount: 100_000n,
  order_amount: 5_000n,
  amount: 123_456n,
  account: 'Card 6789',
  week_term: 3,
  week_slots: 63,
  reason: 'Too late',
  audit_reason: 'Too small',
  listings: 4,
  titles: ['One', 'Two', 'Three'],
};
const listed = [dealLines, proposalLines, listingLines, reopenedLines, { again: publishedAgainLines }];
const plain = [...Object.values(userLines), ...Object.values(companyLines), ...Object.values(moneyLines), matchLine];
const lines = [...listed.flatMap((table) => Object.values(table).flat()), ...plain];

describe('what the house says, in English', () => {
  it.each(['categories', 'questions', 'banks'])('has a name for all %s', async (catalogue) => {
    const entries = JSON.parse(await readFile(`database/reference/${catalogue}.json`, 'utf8')) as { name: string }[];
    expect(entries.map(({ name }) => inEnglish(name)).filter((name) => chinese.test(name))).toEqual([]);
  });

  it('has every notice, with all its parts', () => {
    expect(lines.length).toBeGreaterThan(50);
    for (const { title, content } of lines) {
      const said = content(facts as never); // Each line takes of it what it knows.
      const inChinese = [...said.matchAll(/[A-Za-z0-9.,]+/g)].map(([part]) => part);
      const english = inEnglish(said);
      expect(
        [said, inEnglish(title), english].slice(1).filter((text) => chinese.test(text)),
        said,
      ).toEqual([]);
      expect(
        inChinese.filter((part) => !english.includes(part)),
        said,
      ).toEqual([]);
    }
  });

  it('has every reason to recommend somebody', async () => {
    const source = await readFile('server/src/domain/search/score.ts', 'utf8');
    const says = [...source.matchAll(/[`']([^`'\n]*[一-龥][^`'\n]*)[`']/g)].map(([, text = '']) => text);
    const reasons = says.map((text) => text.replaceAll(/\$\{[^}]+\}/g, '4')).filter((text) => text.length > 1);
    expect(reasons.length).toBeGreaterThan(7);
    expect(reasons.filter((reason) => chinese.test(inEnglish(reason)))).toEqual([]);
    expect(inEnglish('擅长 Vue、Node.js；从事网站开发；曾与您合作 1 次')).toBe(
      'good at Vue, Node.js; works in Web development; has worked with you once',
    );
  });

  it('leaves alone what people have written', () => {
    expect(inEnglish('做过三家连锁店；可以先看案例。')).toBe('做过三家连锁店；可以先看案例。');
    expect(inEnglish('Ben拒绝了您对项目「Site」的邀请。原因：太远了')).toBe(
      'Ben has declined your invitation to “Site”. Reason: 太远了',
    );
  });
});
