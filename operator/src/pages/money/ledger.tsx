import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type AnswerOf, call } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { number } from '../../format.ts';
import { Page } from '../../layout/frame.tsx';
import { useFilters, useMarket } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { Rows } from '../../ui/rows.tsx';
import { SearchBar } from '../../ui/search-bar.tsx';
import { Money, Time } from '../../ui/show.tsx';
import { Answer, Empty, sentenceOf } from '../../ui/states.tsx';
import { accountName } from './names.ts';

const tradeNo = /^\d{18}$/;

/** Accounts of a person or of the house; a trade number leads to its order. */
export function LedgerPage() {
  const market = useMarket();
  const { text, set } = useFilters();
  const navigate = useNavigate();
  const may = useMay();
  const found = useAnswer('account_list', { market, q: text('q') });
  return (
    <Page title={m.ledger.title} lead={m.ledger.lead}>
      {may('books.prove') && <Proof />}
      <SearchBar
        label={m.ledger.hint}
        value={text('q')}
        onSearch={(q) => (tradeNo.test(q) ? void navigate(`/m/${market}/orders/${q}`) : set({ q }))}
      />
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={m.ledger.empty}>{m.ledger.emptyText}</Empty>
          ) : (
            <Rows<AnswerOf<'account_list'>['items'][number]>
              name={m.ledger.title}
              rows={items}
              keyOf={({ code }) => code}
              columns={[
                {
                  title: m.ledger.account,
                  show: (row) => (
                    <Link to={`/m/${market}/ledger/accounts/${encodeURIComponent(row.code)}`}>{accountName(row)}</Link>
                  ),
                },
                { title: m.ledger.owner, show: (row) => row.party ?? (row.is_house ? m.ledger.house : m.common.none) },
                { title: m.ledger.balance, show: ({ balance }) => <Money of={balance} />, isNumber: true },
                { title: m.ledger.opened, show: (row) => <Time of={row.opened_at} /> },
              ]}
            />
          )
        }
      </Answer>
    </Page>
  );
}

/** Proves all books now, as every night does. */
function Proof() {
  const [isBusy, setBusy] = useState(false);
  const [proof, setProof] = useState<AnswerOf<'books_prove'>>();
  const [trouble, setTrouble] = useState<string>();
  async function prove(): Promise<void> {
    setBusy(true);
    setTrouble(undefined);
    try {
      setProof(await call('books_prove', {}));
    } catch (error) {
      setTrouble(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <div className="tight">
      <div className="bar">
        <Button loading={isBusy} onClick={() => void prove()}>
          {isBusy ? m.ledger.proving : m.ledger.prove}
        </Button>
      </div>
      <div aria-live="polite" className="tight">
        {trouble !== undefined && <Alert type="error" showIcon title={trouble} />}
        {proof && <Findings of={proof} />}
      </div>
    </div>
  );
}

function Findings({ of: { proofs, findings } }: { of: AnswerOf<'books_prove'> }) {
  const list = [...new Set(proofs.map((name) => wordOf(m.words.proof, name)))].join('、');
  if (findings.length === 0) {
    return <Alert type="success" showIcon title={m.ledger.proven(number(proofs.length))} description={list} />;
  }
  const found = findings.map(
    ({ proof, subject, found: what }) => `${wordOf(m.words.proof, proof)}：${subject}（${what}）`,
  );
  return (
    <Alert
      type="error"
      showIcon
      title={m.ledger.broken(number(findings.length))}
      description={
        <ul>
          {found.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
    />
  );
}
