import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import { m } from '../../messages/index.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { tell } from '../../ui/toast.tsx';

/** What the client may make of a job now; the server says what that is. */
export function JobMoves({ id, name, moves }: { id: string; name: string; moves: readonly string[] }) {
  const navigate = useNavigate();
  const [asked, setAsked] = useState<string>();
  if (moves.length === 0) return null;
  const words: Readonly<Record<string, { label: string; text: string; done: string }>> = m.job.moves;

  async function move(status: string): Promise<void> {
    await call('jobs_close', { job_id: id, status });
    tell(words[status]?.done ?? m.common.saved);
    await refresh(['jobs_one', 'my_jobs_list', 'jobs_proposal']);
    if (status === 'delete') await navigate('/my/jobs');
  }

  const word = asked === undefined ? undefined : words[asked];
  return (
    <>
      <Menu
        label={m.job.movesOf(name)}
        trigger={<Icon name="more" />}
        items={moves.map((status) => ({
          label: words[status]?.label ?? '',
          onSelect: () => setAsked(status),
          isDanger: status === 'delete',
        }))}
      />
      {asked !== undefined && word && (
        <Confirm
          title={word.label}
          action={word.label}
          isDanger={asked === 'delete'}
          onClose={() => setAsked(undefined)}
          onConfirm={() => move(asked)}
        >
          <p className="font-medium">{name}</p>
          <p className="text-muted">{word.text}</p>
        </Confirm>
      )}
    </>
  );
}
