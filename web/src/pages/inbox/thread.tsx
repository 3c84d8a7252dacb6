import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { exact, instant } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { sentenceOf } from '../../ui/form.ts';
import { Icon } from '../../ui/icon.tsx';
import { Trouble } from '../../ui/inputs.tsx';
import { Answer, Skeleton } from '../../ui/states.tsx';

export type Subject = { readonly proposal_id: number } | { readonly contract_id: string };

/** Where one types on glass, Enter begins a new line, as in every other app there. */
const isTouched = window.matchMedia('(pointer: coarse)').matches;

const first = 30;
const most = 4_096;

/** What two sides have said about a proposal or a contract, and a line to say more. New words come by themselves. */
export function Thread({ about, canTalk = true }: { about: Subject; canTalk?: boolean }) {
  const [size, setSize] = useState(first);
  const answer = useAnswer('proposal_msg_list', { ...about, pagesize: size, pagenum: 1 }, { keeps: true });
  const end = useRef<HTMLDivElement>(null);
  const newest = answer.data?.messages[0]?.message_id;
  useEffect(() => {
    const list = end.current?.parentElement;
    if (newest !== undefined && list) list.scrollTop = list.scrollHeight;
  }, [newest]);
  return (
    <div className="grid gap-3">
      <div
        role="log"
        aria-label={m.thread.title}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="grid max-h-[28rem] min-h-40 content-end gap-3 overflow-y-auto rounded-lg bg-sunk p-3"
      >
        <Answer of={answer} skeleton={<Skeleton className="h-16 w-2/3" />}>
          {({ messages, count }) => (
            <>
              {count > messages.length && (
                <div className="justify-self-center">
                  <Button size="small" kind="quiet" onClick={() => setSize(Math.min(100, size + 35))}>
                    {m.thread.earlier}
                  </Button>
                </div>
              )}
              {messages.length === 0 && (
                <p className="self-center justify-self-center text-center text-muted">{m.thread.none}</p>
              )}
              {messages.toReversed().map((message) => {
                const at = instant(message.create_at);
                return (
                  <div
                    key={message.message_id}
                    className={`grid max-w-[85%] gap-0.5 ${message.is_self ? 'justify-self-end' : ''}`}
                  >
                    <span className={`text-xs text-muted ${message.is_self ? 'text-end' : ''}`}>
                      {message.is_self ? m.thread.you : message.name} · {at && exact(at)}
                    </span>
                    <p
                      className={`rounded-xl px-3 py-2 break-words whitespace-pre-wrap ${message.is_self ? 'bg-accent text-on-accent' : 'border border-line bg-card'}`}
                    >
                      {message.content}
                    </p>
                  </div>
                );
              })}
            </>
          )}
        </Answer>
        <div ref={end} />
      </div>
      {canTalk ? <Say about={about} /> : <p className="text-sm text-muted">{m.thread.closed}</p>}
    </div>
  );
}

function Say({ about }: { about: Subject }) {
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  async function send(): Promise<void> {
    if (text.trim() === '' || isBusy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      await call('proposal_msg_send', { ...about, content: text });
      setText('');
      await refresh(['proposal_msg_list', 'proposal_list']);
    } catch (error) {
      setTrouble(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }
  function onKey(event: KeyboardEvent): void {
    if (isTouched || event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  }
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {trouble && <Trouble>{trouble}</Trouble>}
      <div className="flex items-end gap-2">
        <textarea
          aria-label={m.thread.write}
          placeholder={isTouched ? m.thread.write : m.thread.placeholder}
          rows={2}
          maxLength={most}
          className="input resize-none"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
        <Button type="submit" kind="primary" busy={isBusy} disabled={text.trim() === ''}>
          <Icon name="send" />
          {m.thread.send}
        </Button>
      </div>
    </form>
  );
}
