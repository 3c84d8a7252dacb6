import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { number } from '../../format.ts';
import { Page, Part } from '../../layout/frame.tsx';
import { type Market, useMarket } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Money, Pairs, State, Time } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';

type Person = AnswerOf<'user_read'>;

/** One person with all their sides, and why they were restricted. */
export function UserPage() {
  const market = useMarket();
  const { uid = '' } = useParams();
  const person = useAnswer('user_read', { market, uid });
  return <Answer of={person}>{(found) => <Record person={found} market={market} />}</Answer>;
}

function Record({ person, market }: { person: Person; market: Market }) {
  const may = useMay();
  const [isAsked, setAsked] = useState(false);
  const isRestricted = person.state === 'restricted';
  const words = isRestricted
    ? { action: m.users.restore, text: m.users.restoreText(person.name), done: m.users.restored }
    : { action: m.users.restrict, text: m.users.restrictText(person.name), done: m.users.restricted };
  const known = person.phone ?? person.email ?? person.username;
  return (
    <Page
      title={person.name}
      lead={m.words.market[market]}
      actions={
        may('users.restrict') && (
          <Button danger={!isRestricted} onClick={() => setAsked(true)}>
            {words.action}
          </Button>
        )
      }
    >
      <div className="card">
        <Pairs
          of={[
            [m.common.state, <State key="state" of={person.state} words={m.words.userState} />],
            [m.users.username, person.username],
            [m.users.phone, person.phone ?? ''],
            [m.users.email, person.email ?? ''],
            [m.users.joined, <Time key="at" of={person.joined_at} isExact />],
          ]}
        />
      </div>
      <Part
        title={m.users.sides}
        actions={
          <>
            <Link to={`/m/${market}/ledger?q=${encodeURIComponent(known)}`}>{m.users.ledger}</Link>
            {may('outbox.read') && (
              <Link to={`/m/${market}/outbox?to=${encodeURIComponent(known)}`}>{m.users.outbox}</Link>
            )}
          </>
        }
      >
        <Rows<Person['sides'][number]>
          name={m.users.sides}
          rows={person.sides}
          keyOf={({ uid }) => uid}
          columns={[
            {
              title: m.users.side,
              show: (side) =>
                `${wordOf(m.words.side, side.kind)}${side.is_company ? `（${m.users.company}）` : ''} ${side.name}`,
            },
            { title: m.words.accountKind.available, show: (side) => <Money of={side.available} />, isNumber: true },
            { title: m.words.accountKind.withdrawing, show: (side) => <Money of={side.withdrawing} />, isNumber: true },
            { title: m.users.contracts, show: (side) => number(side.contracts), isNumber: true },
            { title: m.users.earned, show: (side) => <Money of={side.earned} />, isNumber: true },
            { title: m.users.spent, show: (side) => <Money of={side.spent} />, isNumber: true },
          ]}
        />
      </Part>
      <Appeals of={person.appeals} market={market} />
      <History uid={person.uid} market={market} />
      {isAsked && (
        <ReasonDialog
          title={words.action}
          action={words.action}
          text={words.text}
          done={words.done}
          isDanger={!isRestricted}
          onClose={() => setAsked(false)}
          onSubmit={async ({ reason }) => {
            await call(isRestricted ? 'user_restore' : 'user_restrict', { market, uid: person.uid, reason });
            await refresh(['user_read', 'user_list', 'audit_list', 'dashboard']);
          }}
        />
      )}
    </Page>
  );
}

/** What they have said against being restricted, and what has become of it. */
function Appeals({ of, market }: { of: Person['appeals']; market: Market }) {
  if (of.length === 0) return null;
  return (
    <Part title={m.users.appeals}>
      <ol className="timeline card">
        {of.map((appeal) => (
          <li key={appeal.id}>
            <p>
              <Link to={`/decisions/${market}/appeal/${appeal.id}`}>{m.words.appealState[appeal.state]}</Link>
            </p>
            <p className="words">{appeal.content}</p>
            {appeal.answer !== '' && <p className="words">{m.users.answer(appeal.answer)}</p>}
            <p className="small muted">
              <Time of={appeal.made_at} isExact />
            </p>
          </li>
        ))}
      </ol>
    </Part>
  );
}

/** Every restriction and restoration with its reason. */
function History({ uid, market }: { uid: string; market: Market }) {
  const entries = useAnswer('audit_list', { market, subject: `user:${uid}`, size: 50 });
  return (
    <Part title={m.users.history}>
      <Answer of={entries}>
        {({ items }) => (
          <div className="card">
            {items.length === 0 && <p className="muted">{m.users.noHistory}</p>}
            <ol className="timeline">
              {items.map((entry) => (
                <li key={entry.id}>
                  <p>
                    <strong>{entry.operator}</strong> {wordOf(m.words.action, entry.action)}
                  </p>
                  <p className="words">{entry.reason}</p>
                  <p className="small muted">
                    <Time of={entry.at} isExact />
                  </p>
                </li>
              ))}
            </ol>
          </div>
        )}
      </Answer>
    </Part>
  );
}
