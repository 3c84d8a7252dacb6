import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** Asks before what was written and not sent is left. */
export function LeaveGuard({ isOn }: { isOn: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isOn && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!isOn) return undefined;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  }, [isOn]);
  if (blocker.state !== 'blocked') return null;
  return (
    <Dialog title={m.form.leaveTitle} onClose={() => blocker.reset()}>
      <div className="grid gap-4">
        <p>{m.form.leaveText}</p>
        <div className="flex justify-end gap-2">
          <Button onClick={() => blocker.proceed()}>{m.form.leave}</Button>
          <Button kind="primary" onClick={() => blocker.reset()}>
            {m.form.stay}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
