import { useAnswer } from '../../api/query.ts';
import type { Side } from '../../api/session.ts';
import { m } from '../../messages/index.ts';
import { Time } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';
import { wordOf } from '../jobs/job-card.tsx';
import type { Contract } from './contracts.tsx';

/** Every move of a contract and its parts, newest first: who, what, when. */
export function Timeline({ contract, side }: { contract: Contract; side: Side }) {
  const answer = useAnswer('contract_history', { contract_id: contract.id });
  const nameOf = (by: string) => {
    if (by === side) return m.turn.you;
    if (by === 'client') return contract.user.client.name;
    return by === 'freelancer' ? contract.user.freelancer.name : wordOf(m.timeline.actors, by);
  };
  const partOf = (subject: string, id: number) => {
    const stone = contract.stones.find((one) => one.id === id);
    if (subject === 'milestone') return stone?.name ?? m.contract.milestone;
    return subject === 'week' ? m.timeline.week(stone?.term ?? 0) : '';
  };
  return (
    <Answer of={answer}>
      {({ moves }) => (
        <ol className="grid gap-0 rounded-xl border border-line bg-card p-4 sm:p-5">
          {moves.toReversed().map((move, index) => (
            <li
              key={`${move.at}${move.subject}${move.subject_id}${move.move}`}
              className="relative grid grid-cols-[1.25rem_1fr] gap-3 pb-5 last:pb-0"
            >
              <span
                aria-hidden="true"
                className={`mt-2 size-2.5 justify-self-center rounded-full ${index === 0 ? 'bg-accent' : 'bg-edge'}`}
              />
              {index < moves.length - 1 && (
                <span aria-hidden="true" className="absolute start-[0.5625rem] top-5 bottom-0 w-px bg-line" />
              )}
              <div>
                <p>
                  <span className="font-medium">{nameOf(move.by)}</span>{' '}
                  {wordOf(move.subject === 'contract' ? m.timeline.contract : m.timeline.part, move.move)}
                  {move.subject !== 'contract' && (
                    <span className="text-muted"> · {partOf(move.subject, move.subject_id)}</span>
                  )}
                </p>
                {move.note !== '' && (
                  <p className="mt-0.5 border-s-2 border-line ps-2 break-words whitespace-pre-line text-muted">
                    {move.note}
                  </p>
                )}
                <p className="text-sm text-muted">
                  <Time at={move.at} as="exact" />
                </p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Answer>
  );
}
