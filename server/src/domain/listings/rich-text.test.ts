import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText, sanitise, summaryOf } from './rich-text.ts';

const attacks = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<script>alert(1)',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="x" onerror="alert(1)">',
  '<img/src=/x/onerror=alert(1)>',
  '<img src=`x` onerror=alert(1)>',
  '<img src="https://a.example/x.png" onload=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="java&#10;script:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="&#x6A&#x61&#x76&#x61script:alert(1)">x</a>',
  '<a href="javascript&colon;alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="/\\evil.example">x</a>',
  '<a href="https://a.example" onclick="alert(1)">x</a>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<form action="javascript:alert(1)"><button>x</button></form>',
  '<style>@import "javascript:alert(1)";</style>',
  '<div style="background:url(javascript:alert(1))">x</div>',
  '<p style="width:expression(alert(1))">x</p>',
  '<body onload=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<video><source onerror="alert(1)"></video>',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<base href="javascript:alert(1)//">',
  '<link rel=stylesheet href="javascript:alert(1)">',
  '<!--><img src=x onerror=alert(1)>-->',
  '<!-- --!><img src=x onerror=alert(1)>',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml version="1.0"?><img src=x onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
  '<b title="&quot;><img src=x onerror=alert(1)>">x</b>',
  '<p title="a>b" onmouseover=alert(1)>x</p>',
  '<a href="https://a.example/&quot; onclick=&quot;alert(1)">x</a>',
  '<img alt="&quot; onerror=&quot;alert(1)" src="https://a.example/x.png">',
  '<<img src=x onerror=alert(1)>>',
  '</p><p onclick=alert(1)',
  '<p\u0000 onclick=alert(1)>x</p>',
];

/** Elements as a browser would see them: a strict grammar of what the sanitiser may leave. */
const leftOver =
  /<(?:\/?(?:p|b|strong|i|em|u|s|del|sub|sup|ul|ol|li|blockquote|h[1-6]|pre|code|div|span|table|thead|tbody|tr|td|th)|br|hr|\/a|a(?: href="(?:https?:\/\/|mailto:|\/(?!\/))[^"<>\\]*")? rel="nofollow noopener"|img(?: (?:src="(?:https?:\/\/|\/(?!\/))[^"<>\\]*"|alt="[^"<>]*"))+)>/g;

const isHarmless = (html: string) => !/[<>]/.test(html.replace(leftOver, ''));

describe('sanitise', () => {
  test.each(attacks)('leaves nothing that runs of %s', (attack) => {
    const clean = sanitise(attack);
    expect(clean.replace(leftOver, '')).not.toMatch(/[<>]/);
    expect(clean.replaceAll(leftOver, (element) => element.replace(/"[^"]*"/g, '""'))).not.toMatch(/<[^>]*\son/i);
    expect(sanitise(clean)).toBe(clean);
  });

  test('leaves nothing that runs of any mixture of attacks', () => {
    const pieces = fc.constantFrom(...attacks, '<p>', '</p>', '<a href=', '"', "'", '<', '>', '<!--', '-->', '&', ' ');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), fc.nat(40), (parts, cut) => {
        const clean = sanitise(parts.join('').slice(cut));
        expect(isHarmless(clean)).toBe(true);
        expect(sanitise(clean)).toBe(clean);
      }),
      { numRuns: 3_000 },
    );
  });

  test('keeps what people format their descriptions with', () => {
    const html =
      '<h2>要求</h2><p>熟悉 <b>Vue</b><br>和 <i>Node</i></p><ul><li>一</li><li>二</li></ul>' +
      '<a href="https://example.com/a?b=1&amp;c=2" rel="nofollow noopener">原型</a><img src="/attachment/ab" alt="图">';
    expect(sanitise(html)).toBe(html);
  });

  test('takes a lone angle bracket for text', () => {
    expect(sanitise('预算 <1000 & 工期 > 3 天')).toBe('预算 &lt;1000 &amp; 工期 &gt; 3 天');
  });

  test('closes what was left open and drops what was never opened', () => {
    expect(sanitise('<div><p>一</div></span>二')).toBe('<div><p>一</p></div>二');
  });

  test('is done in good time with hostile input', () => {
    const started = performance.now();
    for (const part of ['<', '<a', '<a href="', '<p ', '<!--', '&#', '<script>', 'a=" ', '<b>']) {
      sanitise(part.repeat(3_000 / part.length));
      sanitise(`<p ${part.repeat(3_000 / part.length)}`);
    }
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('summaryOf', () => {
  test('is the first hundred characters of the text, elements and entities resolved', () => {
    expect(summaryOf('<p>A &amp; B</p><p>第二段</p>')).toBe('A & B 第二段');
    expect(Array.from(summaryOf('𠮷'.repeat(150)))).toHaveLength(100);
  });

  test('has no angle bracket that an old page could take for an element', () => {
    expect(summaryOf(sanitise('&lt;img src=x onerror=alert(1)&gt;'))).not.toMatch(/[<>]/);
  });
});

test('plainText reads entities once', () => {
  expect(plainText('&amp;lt;b&amp;gt;')).toBe('&lt;b&gt;');
});
