import { useState } from 'react';
import { call, filePath } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import { exact, instant, number } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { required, useForm } from '../../ui/form.ts';
import { FormTrouble, TextField } from '../../ui/inputs.tsx';
import { Bar, Chip, Facts } from '../../ui/show.tsx';
import { tell } from '../../ui/toast.tsx';
import type { Shot } from './day-row.tsx';

const changes = ['get_weekstoneshot', 'contract_weekstone_list', 'get_weekstone_time', 'contract_list'] as const;

/** Ten minutes of work: picture, activity, memo; the freelancer may change the memo or take the slot away. */
export function ShotDialog({
  shots,
  id,
  canChange,
  onMove,
  onClose,
}: {
  shots: readonly Shot[];
  id: number;
  canChange: boolean;
  onMove: (id: number) => void;
  onClose: () => void;
}) {
  const [isRemoving, setRemoving] = useState(false);
  const ordered = shots.toSorted((a, b) => a.shot_at.localeCompare(b.shot_at));
  const index = ordered.findIndex((one) => one.id === id);
  const shot = ordered[index];
  if (!shot) return null;
  const at = instant(shot.shot_at);
  const go = (step: number) => {
    const other = ordered[index + step];
    if (other) onMove(other.id);
  };
  return (
    <Dialog title={at ? exact(at) : ''} shape="wide" onClose={onClose}>
      <div className="grid gap-4">
        {shot.attachment ? (
          <a href={filePath(shot.attachment)} target="_blank" rel="noopener">
            <img
              src={filePath(shot.attachment)}
              alt={m.shot.picture(shot.shot_at.slice(11, 16))}
              width={960}
              height={540}
              className="max-h-[60dvh] w-full rounded-lg bg-sunk object-contain"
            />
          </a>
        ) : (
          <p className="rounded-lg bg-sunk p-8 text-center text-muted">
            {shot.is_auto ? m.shot.noPicture : m.shot.byHand}
          </p>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <div className="grid content-start gap-2">
            <p className="font-medium">{shot.name || shot.description || m.shot.noMemo}</p>
            {shot.name !== '' && shot.description !== '' && <p className="text-muted">{shot.description}</p>}
            {!shot.is_auto && <Chip>{m.week.manual}</Chip>}
          </div>
          {shot.is_auto && (
            <div className="grid gap-2">
              <Bar part={shot.activity / 100} label={m.shot.activity} />
              <Facts
                rows={[
                  [m.shot.activity, `${shot.activity}%`],
                  [m.shot.keyboard, number(shot.keyboard)],
                  [m.shot.mouse, number(shot.mouse)],
                ]}
              />
            </div>
          )}
        </div>
        {canChange && <Memo key={shot.id} shot={shot} />}
        <div className="flex flex-wrap justify-between gap-2">
          <span className="flex gap-2">
            <Button disabled={index <= 0} onClick={() => go(-1)}>
              {m.shot.before}
            </Button>
            <Button disabled={index >= ordered.length - 1} onClick={() => go(1)}>
              {m.shot.after}
            </Button>
          </span>
          {canChange && (
            <Button kind="danger" onClick={() => setRemoving(true)}>
              {m.shot.remove}
            </Button>
          )}
        </div>
      </div>
      {isRemoving && (
        <Confirm
          title={m.shot.remove}
          action={m.shot.remove}
          isDanger
          onClose={() => setRemoving(false)}
          onConfirm={async () => {
            await call('weekstoneshot_del', { shot_ids: [shot.id] });
            await refresh(changes);
            tell(m.shot.removed);
            onClose();
          }}
        >
          <p>{m.shot.removeText}</p>
        </Confirm>
      )}
    </Dialog>
  );
}

function Memo({ shot }: { shot: Shot }) {
  const form = useForm({
    values: { name: shot.name.slice(0, 30) },
    check: (values) => required(values, ['name']),
    async send({ name }) {
      await call('weekstoneshot_update', { shot_ids: [shot.id], name });
      await refresh(['get_weekstoneshot']);
      tell(m.common.saved);
    },
  });
  return (
    <form onSubmit={(event) => void form.submit(event)} className="grid gap-2" noValidate>
      <FormTrouble form={form} />
      <div className="grid grid-cols-[1fr_auto] items-end gap-2">
        <TextField form={form} name="name" label={m.shot.memo} maxLength={30} />
        <Button type="submit" busy={form.isBusy} disabled={!form.isChanged}>
          {m.common.save}
        </Button>
      </div>
    </form>
  );
}
