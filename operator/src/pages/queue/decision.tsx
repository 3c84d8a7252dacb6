import type { InputRef } from 'antd';
import { useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { money } from '../../format.ts';
import { Page, Part } from '../../layout/frame.tsx';
import { markets } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { useKeys } from '../../ui/keys.ts';
import { Time } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';
import { LostPage } from '../lost.tsx';
import { type Choice, Decide } from './decide.tsx';
import { Files, Timeline } from './evidence.tsx';
import { factOf, Facts } from './facts.tsx';
import { Held } from './holder.tsx';
import { addressOf, type DecisionKind, useWaiting, type Waiting } from './waiting.ts';

type Key = Pick<Waiting, 'market' | 'kind' | 'id'>;

/** Facts left, evidence in the middle, the decision right. */
export function DecisionPage() {
  const { market: named, kind, id = '' } = useParams();
  const market = markets.find((one) => one === named);
  const isKind = kind !== undefined && Object.hasOwn(m.words.decision, kind);
  if (!market || !isKind || !/^\d+$/.test(id)) return <LostPage />;
  const of: Key = { market, kind: kind as DecisionKind, id }; // Looked at on the line before.
  return <Record key={addressOf(of)} of={of} />;
}

function Record({ of }: { of: Key }) {
  const evidence = useAnswer(`decision_${of.kind}`, { market: of.market, id: Number(of.id) });
  const { items } = useWaiting();
  const navigate = useNavigate();
  const [choice, setChoice] = useState<Choice>();
  const reasonField = useRef<InputRef>(null);
  const may = useMay();
  const at = items.findIndex((one) => addressOf(one) === addressOf(of));
  const go = (step: number) => {
    const other = items[at + step];
    if (other && at >= 0) void navigate(addressOf(other));
  };
  const choose = (wanted: Choice) => {
    setChoice(wanted);
    requestAnimationFrame(() => reasonField.current?.focus());
  };
  const mayDecide = evidence.data !== undefined && may(evidence.data.needs) && at >= 0;
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    ...(mayDecide && { a: () => choose('accept'), r: () => choose('reject') }),
  });
  const leave = () => {
    const other = items[at + 1] ?? items[at - 1];
    void navigate(other ? addressOf(other) : '/');
  };
  const amount = items[at]?.amount;
  const personUid = factOf(evidence.data?.facts ?? [], 'person_uid');
  return (
    <Answer of={evidence}>
      {(found) => (
        <Page
          title={found.subject}
          lead={
            <>
              {m.words.market[of.market]} · {m.words.decision[of.kind]}
              {amount && ` · ${money(amount)}`}
              {at >= 0 && (
                <>
                  {' · '}
                  {m.queue.since} <Time of={items[at]?.since ?? null} />
                </>
              )}
            </>
          }
        >
          <div className="record">
            <Part title={m.decision.facts}>
              <div className="card">
                <Facts of={found.facts} />
                {personUid !== '' && <Link to={`/m/${of.market}/users/${personUid}`}>{m.decision.person}</Link>}
              </div>
            </Part>
            <div className="stack evidence">
              <Part title={m.decision.files}>
                <Files of={found.files} market={of.market} />
              </Part>
              <Timeline of={found.timeline} market={of.market} />
            </div>
            <div className="decide stack">
              <Part title={m.decision.title}>
                <div className="card tight">
                  {at >= 0 && <Held of={{ ...of, holder: found.holder, needs: found.needs }} />}
                  {mayDecide ? (
                    <>
                      <p className="small muted keys">{m.decision.keys}</p>
                      <Decide
                        of={of}
                        subject={found.subject}
                        facts={found.facts}
                        choice={choice}
                        onChoice={choose}
                        reasonField={reasonField}
                        onDecided={leave}
                      />
                    </>
                  ) : (
                    <p>{at >= 0 ? m.decision.mayNot(m.words.permission[found.needs]) : m.decision.decided}</p>
                  )}
                </div>
              </Part>
              <History of={of} />
            </div>
          </div>
        </Page>
      )}
    </Answer>
  );
}

type Entry = AnswerOf<'audit_list'>['items'][number];

function whatOf({ action, facts }: Entry, kind: DecisionKind): string {
  if (!action.endsWith('.decide')) {
    const { to } = facts;
    const whom = action === 'decision.give' && typeof to === 'string' ? ` ${String(to)}` : '';
    return wordOf(m.words.action, action) + whom;
  }
  return facts['isAccepted'] === true ? m.words.accept[kind] : m.words.reject[kind];
}

/** Who has decided what about it, and why; and whose turn it was. */
function History({ of }: { of: Key }) {
  const { data } = useAnswer('audit_list', { market: of.market, subject: `${of.kind}:${of.id}`, size: 20 });
  if (!data || data.items.length === 0) return null;
  return (
    <Part title={m.decision.history}>
      <ol className="timeline card">
        {data.items.map((entry) => (
          <li key={entry.id}>
            <p>
              <strong>{entry.operator}</strong> {whatOf(entry, of.kind)}
              {typeof entry.facts['toFreelancer'] === 'string' &&
                ` · ${m.decision.toFreelancer} ${money(entry.facts['toFreelancer'])}`}
            </p>
            <p className="words">{entry.reason}</p>
            <p className="small muted">
              <Time of={entry.at} isExact />
            </p>
          </li>
        ))}
      </ol>
    </Part>
  );
}
