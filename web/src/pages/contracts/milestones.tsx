import { useState } from 'react';
import { filePath } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import type { Side } from '../../api/session.ts';
import { m } from '../../messages/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { Bar, Chip, Money, Time } from '../../ui/show.tsx';
import { Answer, Skeleton } from '../../ui/states.tsx';
import { wordOf } from '../jobs/job-card.tsx';
import { AddMilestones } from './add-milestones.tsx';
import type { Contract } from './contracts.tsx';
import { MilestoneMoves, nextMilestone } from './milestone-moves.tsx';

type Stone = Contract['stones'][number];
const tones = { finish: 'good', carry_pay: 'warn', refuse: 'bad', dispute: 'bad', carry: 'accent' } as const;
const toneOf = (status: string) => tones[status as keyof typeof tones] ?? 'plain'; // States without a tone are plain.

/** The parts of fixed-price work in their order: how far each has come, and what may be done with it. */
export function Milestones({ contract, side }: { contract: Contract; side: Side }) {
  const paid = contract.stones.filter((stone) => stone.status === 'finish').length;
  return (
    <div className="grid gap-4">
      <div className="grid gap-2">
        <p className="text-sm text-muted">{m.milestone.progress(paid, contract.stones.length)}</p>
        <Bar
          part={contract.stones.length > 0 ? paid / contract.stones.length : 0}
          label={m.milestone.progress(paid, contract.stones.length)}
        />
      </div>
      <ol className="grid gap-3">
        {contract.stones.map((stone) => (
          <li key={stone.id}>
            <Milestone stone={stone} contract={contract} side={side} />
          </li>
        ))}
      </ol>
      {side === 'client' && contract.status === 'carry' && contract.turn.move !== 'addMilestones' && (
        <div>
          <AddMilestones contract={contract} />
        </div>
      )}
    </div>
  );
}

function Milestone({ stone, contract, side }: { stone: Stone; contract: Contract; side: Side }) {
  const [opened, setOpened] = useState<boolean>();
  const isOpen = opened ?? stone.status === 'carry_pay';
  const isNext = nextMilestone(contract, side) === stone;
  return (
    <article className="grid gap-3 rounded-xl border border-line bg-card p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h3 className="font-semibold">
            <span className="me-2 text-muted tabular-nums">{stone.term}</span>
            {stone.name}
          </h3>
          {stone.end_at !== '' && (
            <p className="text-sm text-muted">
              {m.milestone.due} <Time at={stone.end_at} as="day" />
            </p>
          )}
        </div>
        <div className="grid justify-items-end gap-1">
          <Money of={stone.amount} className="text-lg font-semibold" />
          <Chip tone={toneOf(stone.status)}>{wordOf(m.words.stone, stone.status)}</Chip>
        </div>
      </div>
      {stone.audit_reason !== '' && stone.status === 'refuse' && (
        <p className="rounded-lg bg-bad-soft px-3 py-2 break-words text-bad">
          {m.milestone.sentBack(stone.audit_reason ?? '')}
        </p>
      )}
      {stone.request_at !== '' && (
        <details open={isOpen} onToggle={(event) => setOpened(event.currentTarget.open)}>
          <summary className="link">{m.milestone.records}</summary>
          {isOpen && <Records contract={contract} stone={stone} />}
        </details>
      )}
      {!isNext && <MilestoneMoves stone={stone} contract={contract} side={side} />}
    </article>
  );
}

/** What was handed in, and what was said to it. */
function Records({ contract, stone }: { contract: Contract; stone: Stone }) {
  const answer = useAnswer('milestone_list', { contract_id: contract.id, milestone_id: stone.id });
  return (
    <Answer of={answer} skeleton={<Skeleton className="mt-2 h-12" />}>
      {({ milestones: [found] }) => (
        <ul className="mt-2 grid gap-3 border-s-2 border-line ps-3">
          {found?.records?.map((record) => (
            <li key={record.create_at} className="grid gap-1">
              <p className="text-sm text-muted">
                {contract.user.freelancer.name} · <Time at={record.create_at} as="exact" />
              </p>
              <p className="break-words whitespace-pre-line">{record.message}</p>
              <FileLink file={record.attachment} />
              {record.reason !== '' && <p className="text-bad">{m.milestone.sentBack(record.reason)}</p>}
              <FileLink file={record.audit_attachment} />
            </li>
          ))}
        </ul>
      )}
    </Answer>
  );
}

function FileLink({ file }: { file: { path?: string | undefined; name?: string | undefined } }) {
  if (!file.path) return null;
  return (
    <a href={filePath(file.path)} className="link inline-flex items-center gap-1.5">
      <Icon name="file" size={16} />
      {file.name}
    </a>
  );
}
