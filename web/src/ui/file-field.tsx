import { useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { sendFile, type Uploaded, type UploadKind } from '../api/upload.ts';
import { fileSize } from '../format.ts';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import { sentenceOf } from './form.ts';
import { Icon } from './icon.tsx';
import { Bar } from './show.tsx';

export const mostBytes = 20 * 1_048_576;

/** One file, sent as soon as it is chosen, with its progress; it can be stopped and taken away. */
export function FileField({
  label,
  kind,
  accept,
  value,
  onChange,
}: {
  label: string;
  kind: UploadKind;
  accept?: string;
  value: Uploaded | undefined;
  onChange: (file: Uploaded | undefined) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [sending, setSending] = useState<{ name: string; part: number; stop: () => void }>();
  const [trouble, setTrouble] = useState<string>();

  async function choose(file: File | undefined): Promise<void> {
    if (!file) return;
    setTrouble(undefined);
    if (file.size > mostBytes) {
      setTrouble(m.file.tooLarge(fileSize(mostBytes)));
      return;
    }
    const { done, stop } = sendFile(file, kind, (part) => setSending((now) => now && { ...now, part }));
    setSending({ name: file.name, part: 0, stop });
    try {
      const sent = await done;
      // At once: a form that waits for this file is sent in the next moment.
      flushSync(() => onChange(sent));
    } catch (error) {
      if (!(error instanceof DOMException)) setTrouble(sentenceOf(error));
    } finally {
      setSending(undefined);
      if (input.current) input.current.value = '';
    }
  }

  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        <span className="ms-1.5 font-normal text-muted">{m.form.optional}</span>
      </label>
      <input
        ref={input}
        id={id}
        type="file"
        accept={accept}
        className="sr-only"
        onChange={(event) => void choose(event.target.files?.[0])}
      />
      {sending ? (
        <div className="grid gap-2 rounded-lg border border-line p-3">
          <div className="flex items-center justify-between gap-3">
            <span className="truncate">{sending.name}</span>
            <Button size="small" onClick={sending.stop}>
              {m.common.cancel}
            </Button>
          </div>
          <Bar part={sending.part} label={m.file.sending(sending.name)} />
        </div>
      ) : value ? (
        <div className="flex items-center justify-between gap-3 rounded-lg border border-line px-3 py-2">
          <span className="flex min-w-0 items-center gap-2">
            <Icon name="file" />
            <span className="truncate">{value.name}</span>
            <span className="text-sm whitespace-nowrap text-muted">{fileSize(value.size)}</span>
          </span>
          <Button size="small" kind="quiet" onClick={() => onChange(undefined)}>
            {m.common.remove}
          </Button>
        </div>
      ) : (
        <Button onClick={() => input.current?.click()}>
          <Icon name="upload" />
          {m.file.choose}
        </Button>
      )}
      <div className={`text-sm ${trouble ? 'text-bad' : 'text-muted'}`} role={trouble ? 'alert' : undefined}>
        {trouble ?? m.file.limit(fileSize(mostBytes))}
      </div>
    </div>
  );
}
