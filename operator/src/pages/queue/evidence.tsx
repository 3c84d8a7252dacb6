/** What there is to see before deciding: pictures, files, and what has happened in which order. */
import { Image } from 'antd';
import { type AnswerOf, fileAddress } from '../../api/client.ts';
import { Part } from '../../layout/frame.tsx';
import type { Market } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { Time } from '../../ui/show.tsx';

type Evidence = AnswerOf<'decision_company'>;
type File = Evidence['files'][number];
type Happened = Evidence['timeline'][number];

export function Files({ of, market }: { of: readonly File[]; market: Market }) {
  if (of.length === 0) return <p className="muted card">{m.decision.noFiles}</p>;
  return (
    <div className="pictures card">
      {of.map((file) => {
        const address = fileAddress(file.uid, market);
        return file.mime.startsWith('image/') ? (
          <Picture key={file.uid} address={address} name={file.name} />
        ) : (
          <a key={file.uid} href={address}>
            {file.name}
          </a>
        );
      })}
    </div>
  );
}

function Picture({ address, name }: { address: string; name: string }) {
  return (
    <figure>
      <Image src={address} alt={name} height={160} />
      <figcaption>
        <a href={address} target="_blank" rel="noreferrer">
          {name}
        </a>
      </figcaption>
    </figure>
  );
}

/** "milestone:2" is "Milestone 2". */
function subjectOf(subject: string): string {
  const [noun = '', number] = subject.split(':');
  const isCounted = noun === 'milestone' || noun === 'week';
  return `${wordOf(m.words.subject, noun)}${isCounted && number !== undefined ? ` ${number}` : ''}`;
}

export function Timeline({ of, market }: { of: readonly Happened[]; market: Market }) {
  return (
    <Part title={m.decision.timeline}>
      <div className="card">
        {of.length === 0 && <p className="muted">{m.decision.noTimeline}</p>}
        <ol className="timeline">
          {of.map((one, index) => (
            <li key={`${one.at} ${index}`}>
              <p>
                <strong>{m.words.by[one.who as keyof typeof m.words.by] ?? one.who}</strong>{' '}
                {wordOf(m.words.move, one.what)}
                <span className="muted"> · {subjectOf(one.subject)}</span>
              </p>
              {one.note !== '' && <p className="words">{one.note}</p>}
              {one.file && <a href={fileAddress(one.file.uid, market)}>{one.file.name}</a>}
              <p className="small muted">
                <Time of={one.at} isExact />
              </p>
            </li>
          ))}
        </ol>
      </div>
    </Part>
  );
}
