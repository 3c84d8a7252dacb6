import { useNavigate } from 'react-router';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { sentenceOf } from '../../ui/form.ts';
import { Icon } from '../../ui/icon.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { tellTrouble } from '../../ui/toast.tsx';
import { toRoute } from './notice-route.ts';

type Notice = AnswerOf<'notify_list'>['notify'][number];
const size = 20;
const lists = ['all', 'unread'] as const;

export function NoticesPage() {
  return (
    <Page title={m.notices.title} actions={<ButtonLink to="/settings/notices">{m.notices.settings}</ButtonLink>} narrow>
      <Tabs
        label={m.notices.title}
        tabs={lists.map((list) => ({ id: list, label: m.notices.lists[list], content: () => <List list={list} /> }))}
      />
    </Page>
  );
}

function List({ list }: { list: (typeof lists)[number] }) {
  const [page] = usePage();
  const navigate = useNavigate();
  const answer = useAnswer('notify_list', { rtype: list, pagenum: page, pagesize: size }, { keeps: true });

  async function change(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      tellTrouble(sentenceOf(error));
    }
    await refresh(['notify_list']);
  }
  const read = (notice: Notice) =>
    notice.read_at === '' ? change(() => call('notify_update', { notify_id: notice.id })) : Promise.resolve();

  return (
    <Answer of={answer}>
      {({ notify, count }) =>
        notify.length === 0 ? (
          <Empty title={m.notices.none}>{m.notices.noneText}</Empty>
        ) : (
          <>
            <div className="mb-3 flex justify-end">
              <Button
                size="small"
                disabled={!notify.some((notice) => notice.read_at === '')}
                onClick={() =>
                  void change(() =>
                    Promise.all(
                      notify
                        .filter((notice) => notice.read_at === '')
                        .map((notice) => call('notify_update', { notify_id: notice.id })),
                    ),
                  )
                }
              >
                {m.notices.readAll}
              </Button>
            </div>
            <ul className="grid rounded-xl border border-line bg-card">
              {notify.map((notice) => (
                <li key={notice.id} className="flex items-start gap-3 border-b border-line p-4 last:border-0">
                  <span
                    aria-hidden="true"
                    className={`mt-2 size-2 shrink-0 rounded-full ${notice.read_at === '' ? 'bg-accent' : 'bg-transparent'}`}
                  />
                  <div className="min-w-0 flex-1">
                    <button
                      type="button"
                      className={`text-start hover:text-accent ${notice.read_at === '' ? 'font-semibold' : ''}`}
                      onClick={() => {
                        void read(notice);
                        if (notice.extra !== '') void navigate(toRoute(notice.extra.url));
                      }}
                    >
                      {m.said(notice.title)}
                      {notice.read_at === '' && <span className="sr-only"> {m.notices.unread}</span>}
                    </button>
                    <p className="break-words text-muted">{m.said(notice.content)}</p>
                    <p className="text-sm text-muted">
                      <Time at={notice.create_at} />
                    </p>
                  </div>
                  <button
                    type="button"
                    aria-label={m.notices.remove(m.said(notice.title))}
                    className="grid size-9 place-items-center rounded-lg text-muted hover:bg-sunk"
                    onClick={() => void change(() => call('notify_delete', { notify_id: notice.id }))}
                  >
                    <Icon name="trash" />
                  </button>
                </li>
              ))}
            </ul>
            <Pager total={count} size={size} />
          </>
        )
      }
    </Answer>
  );
}
