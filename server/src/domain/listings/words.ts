/** Cuts text into the words it is found by; the same rules for what is stored and for what is asked. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Jieba } from '@node-rs/jieba';
import { tradeWords } from './trade-words.ts';

/** The longest word that is kept, and the most words that a question may have. */
const longestWord = 40;
const mostAsked = 20;

/** Latin words and numbers with what belongs to them: node.js, c++, c#, .net, 3.5. */
const latinRun = /(?:(?<![\p{L}\p{N}])\.)?[a-z0-9]+(?:\.[a-z0-9]+)*[+#]*/gu;
const han = /\p{Script=Han}/u;
const wordRun = /[\p{L}\p{N}\p{M}]+/gu;

/** Words that carry no meaning in a question. */
const stopWords = new Set(
  '的 了 和 与 及 或 在 是 有 我 我们 你 你们 他 她 它 这 那 这个 那个 一个 一些 个 就 都 也 要 需要 请 吗 呢 吧 把 被 对 从 到 为 以 等 the a an of and or to for in on with'.split(
    ' ',
  ),
);

const chunkBytes = 200_000;
const jieba = new Jieba();
const loading = loadInPieces();
let isLoaded = false;

function* loadInPieces(): Generator<void> {
  const dict = readFileSync(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt'));
  for (let from = 0; from < dict.length; ) {
    const lineEnd = dict.indexOf(10, Math.min(from + chunkBytes, dict.length - 1));
    const to = lineEnd === -1 ? dict.length : lineEnd + 1;
    jieba.loadDict(dict.subarray(from, to));
    from = to;
    yield;
  }
  jieba.loadDict(Buffer.from(tradeWords.map((word) => `${word} 10000 n\n`).join('')));
  isLoaded = true;
}

function loaded(): Jieba {
  if (!isLoaded) while (!loading.next().done);
  if (!isLoaded) throw new Error('the dictionary could not be loaded');
  return jieba;
}

/** Loads the dictionary in pieces between other work; the first cut would otherwise wait about 0.2 s for it. */
export async function warmUpWords(): Promise<void> {
  while (!loading.next().done) await new Promise((resolve) => setImmediate(resolve));
}

/** Every word the text can be found by, once each. */
export function indexWords(text: string): Set<string> {
  const words = new Set<string>();
  const rest = fold(text).replace(latinRun, (run) => {
    for (const word of latinForms(run)) keep(words, word);
    return ' ';
  });
  for (const [run] of rest.matchAll(wordRun)) {
    for (const word of han.test(run) ? loaded().cutForSearch(run, true) : [run]) keep(words, word);
  }
  return words;
}

/** The words a text must all have to answer the question; none when the question has no word in it. */
export function queryWords(text: string): string[] {
  const words = new Set<string>();
  const rest = fold(text).replace(latinRun, (run) => {
    keep(words, run);
    return ' ';
  });
  for (const [run] of rest.matchAll(wordRun)) {
    if (!han.test(run)) keep(words, run);
    else for (const word of loaded().cut(run, true)) for (const part of partsOf(word)) keep(words, part);
  }
  const meaning = [...words].filter((word) => !stopWords.has(word));
  return (meaning.length > 0 ? meaning : [...words]).slice(0, mostAsked);
}

/** Full-width forms become half-width, capitals small. */
const fold = (text: string) => text.normalize('NFKC').toLowerCase();

function keep(words: Set<string>, word: string) {
  if (word !== '' && word.length <= longestWord) words.add(word);
}

/** node.js is also found by node, js and nodejs; vue3 by vue. */
function latinForms(run: string): string[] {
  const bare = run.replace(/[.+#]+/g, '');
  return [run, bare, ...run.split(/[.+#]+/), ...(run.match(/[a-z]{2,}/g) ?? [])];
}

/** A compound is asked for by its parts (程序开发 by 程序 and 开发), since a text may have been cut elsewhere. */
function partsOf(word: string): string[] {
  if (word.length < 4) return [word];
  const known = new Set(loaded().cutForSearch(word, true));
  known.delete(word);
  const ways: (string[] | undefined)[] = [[]];
  for (let end = 2; end <= word.length; end += 1) {
    for (const length of [3, 2]) {
      const before = ways[end - length];
      const part = word.slice(end - length, end);
      if (before && known.has(part)) {
        ways[end] = [...before, part];
        break;
      }
    }
  }
  return ways[word.length] ?? [word];
}
