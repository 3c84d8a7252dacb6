import { useEffect, useState } from 'react';
import { call } from '../api/client.ts';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import { type Form, sentenceOf } from './form.ts';
import { TextField } from './inputs.tsx';

const waitSeconds = 60;

/** The code of an SMS, and the button that asks for it: once a minute. */
export function CodeField<V extends { vcode: string }>({
  form,
  purpose,
  to,
}: {
  form: Form<V>;
  purpose: 'register' | 'forget' | 'enter';
  /** The phone or name it is for; left out for one's own phone. */
  to?: string;
}) {
  const [wait, setWait] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const [note, setNote] = useState<string>();
  const isWaiting = wait > 0;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => setWait((seconds) => seconds - 1), 1_000);
    return () => clearInterval(timer);
  }, [isWaiting]);

  async function ask(): Promise<void> {
    setBusy(true);
    try {
      await call('verifycode', { vtype: purpose, phone: to });
      setWait(waitSeconds);
      setNote(m.code.sent);
    } catch (error) {
      form.setError('vcode', sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  // The code is a text in every form that has one.
  const texts = form as unknown as Form<{ vcode: string }>;
  return (
    <div className="grid grid-cols-[1fr_auto] items-start gap-2">
      <TextField
        form={texts}
        name="vcode"
        label={m.code.label}
        hint={note}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
      />
      <div className="pt-[1.625rem]">
        <Button busy={isBusy} disabled={isWaiting || to === ''} onClick={() => void ask()}>
          {isWaiting ? m.code.again(wait) : m.code.send}
        </Button>
      </div>
    </div>
  );
}
