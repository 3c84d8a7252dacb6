import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexWords, queryWords, warmUpWords } from './words.ts';

/** Whether a text is found by a question, as the index answers it. */
const finds = (text: string, question: string) => {
  const words = indexWords(text);
  const asked = queryWords(question);
  return asked.length > 0 && asked.every((word) => words.has(word));
};

const found: readonly [string, string][] = [
  ['开发一个微信小程序商城，带后台管理', '小程序'],
  ['开发一个微信小程序商城，带后台管理', '微信商城'],
  ['开发一个微信小程序商城，带后台管理', '小程序开发'],
  ['寻找做小程序、开发公众号的团队', '小程序 公众号'],
  ['跨境独立站搭建（Shopify）', '跨境独立站'],
  ['跨境独立站搭建（Shopify）', '独立站'],
  ['跨境独立站搭建（Shopify）', 'shopify'],
  ['需要美工设计电商详情页', '美工'],
  ['需要美工设计电商详情页', '详情页设计'],
  ['招全栈工程师，熟悉Node.js和Vue3', '全栈工程师'],
  ['招全栈工程师，熟悉Node.js和Vue3', 'NODE.JS'],
  ['招全栈工程师，熟悉Node.js和Vue3', 'node'],
  ['招全栈工程师，熟悉Node.js和Vue3', 'nodejs'],
  ['招全栈工程师，熟悉Node.js和Vue3', 'vue'],
  ['招全栈工程师，熟悉Node.js和Vue3', 'vue3 全栈'],
  ['用C++或C#写上位机', 'c++'],
  ['用C++或C#写上位机', 'C＋＋'],
  ['用C++或C#写上位机', 'c#'],
  ['.NET老项目维护', '.net'],
  ['.NET老项目维护', 'net'],
  ['ＡＰＰ界面设计', 'app'],
  ['抖音号运营推广，短视频剪辑', '抖音'],
  ['抖音号运营推广，短视频剪辑', '短视频'],
  ['量子计算仿真平台', '量子计算'],
  ['React Native应用', 'react-native'],
  ['把Python爬虫改成定时任务', 'python爬虫'],
  ['英文网站翻译成中文', '翻译'],
  ['页面设计，有美工经验者优先', '美工设计'],
];

const notFound: readonly [string, string][] = [
  ['需要Java工程师', 'javascript'],
  ['用C语言写驱动', 'c++'],
  ['网站设计', '小程序'],
  ['开发一个微信小程序', '支付宝小程序'],
];

describe('words', () => {
  test.each(found)('"%s" is found by "%s"', (text, question) => {
    expect(finds(text, question), `${queryWords(question).join(' ')} in ${[...indexWords(text)].join(' ')}`).toBe(true);
  });

  test.each(notFound)('"%s" is not found by "%s"', (text, question) => {
    expect(finds(text, question)).toBe(false);
  });

  test('words without meaning do not narrow a question, unless it has no others', () => {
    expect(queryWords('我需要一个小程序')).toEqual(['小程序']);
    expect(queryWords('的')).toEqual(['的']);
  });

  test('a question of signs alone has no words', () => {
    expect(queryWords(' ！？%_\'"\\ ')).toEqual([]);
  });

  test('a question has at most twenty words, a word at most forty characters', () => {
    expect(queryWords(Array.from({ length: 50 }, (_, n) => `word${n}`).join(' '))).toHaveLength(20);
    expect(queryWords('x'.repeat(41))).toEqual([]);
  });

  test('every text of one dictionary word is found by itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const words = indexWords(text);
        for (const word of words) expect(word.length).toBeLessThanOrEqual(40);
        for (const word of queryWords(text)) expect(word).not.toMatch(/['\\\s]/);
      }),
    );
  });

  test('loading beforehand and loading on first use give the same words', async () => {
    const before = [...indexWords('开发跨境独立站商城小程序')];
    await warmUpWords();
    expect([...indexWords('开发跨境独立站商城小程序')]).toEqual(before);
  });
});
