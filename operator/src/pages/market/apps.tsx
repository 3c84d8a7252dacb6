import { Button } from 'antd';
import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { number } from '../../format.ts';
import { Page, Part } from '../../layout/frame.tsx';
import { type Market, useMarket } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { AddBanner, PublishVersion } from './app-forms.tsx';

type Matter = AnswerOf<'market_matter'>;
type Banner = Matter['banners'][number];

/** What the market's apps show, and which versions of them there are. */
export function AppsPage() {
  const market = useMarket();
  const may = useMay();
  const found = useAnswer('market_matter', { market });
  const [asked, setAsked] = useState<'banner' | 'version'>();
  const close = () => setAsked(undefined);
  const mayChange = may('market.change');
  return (
    <Page title={`${m.apps.title} · ${m.words.market[market]}`}>
      <Answer of={found}>
        {({ banners, versions }) => (
          <>
            <Part
              title={m.apps.banners}
              actions={mayChange && <Button onClick={() => setAsked('banner')}>{m.apps.addBanner}</Button>}
            >
              {banners.length === 0 ? (
                <Empty title={m.apps.noBanners}>{m.apps.noBannersText}</Empty>
              ) : (
                <Banners of={banners} market={market} mayChange={mayChange} />
              )}
            </Part>
            <Part
              title={m.apps.versions}
              actions={mayChange && <Button onClick={() => setAsked('version')}>{m.apps.publish}</Button>}
            >
              {versions.length === 0 ? (
                <Empty title={m.apps.noVersions}>{m.apps.noVersionsText}</Empty>
              ) : (
                <Rows<Matter['versions'][number]>
                  name={m.apps.versions}
                  rows={versions}
                  keyOf={({ platform }) => platform}
                  columns={[
                    { title: m.apps.platform, show: ({ platform }) => wordOf(m.words.platform, platform) },
                    { title: m.apps.version, show: ({ version }) => version },
                    { title: m.apps.download, show: (row) => <a href={row.download_url}>{row.download_url}</a> },
                    { title: m.apps.note, show: ({ note }) => <span className="words">{note || m.common.none}</span> },
                    { title: m.apps.updated, show: (row) => <Time of={row.updated_at} /> },
                  ]}
                />
              )}
            </Part>
          </>
        )}
      </Answer>
      {asked === 'banner' && <AddBanner market={market} onClose={close} />}
      {asked === 'version' && <PublishVersion market={market} onClose={close} />}
    </Page>
  );
}

function Banners({ of, market, mayChange }: { of: readonly Banner[]; market: Market; mayChange: boolean }) {
  const [removed, setRemoved] = useState<Banner>();
  return (
    <>
      <Rows<Banner>
        name={m.apps.banners}
        rows={of}
        keyOf={({ id }) => id}
        columns={[
          { title: m.apps.bannerTitle, show: ({ title }) => title },
          { title: m.apps.image, show: ({ image }) => <a href={image}>{m.common.view}</a> },
          { title: m.apps.link, show: ({ link }) => (link === '' ? m.common.none : <a href={link}>{link}</a>) },
          { title: m.apps.platform, show: ({ platform }) => m.words.platform[platform] },
          { title: m.apps.sort, show: ({ sort }) => number(sort), isNumber: true },
          { title: m.apps.from, show: (row) => <Time of={row.shown_from} isExact /> },
          {
            title: m.apps.until,
            show: (row) => (row.shown_until === null ? m.apps.forever : <Time of={row.shown_until} isExact />),
          },
          ...(mayChange
            ? [
                {
                  title: m.common.actions,
                  show: (row: Banner) => (
                    <Button danger aria-label={`${m.apps.remove} ${row.title}`} onClick={() => setRemoved(row)}>
                      {m.apps.remove}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {removed && (
        <ReasonDialog
          title={m.apps.remove}
          action={m.apps.remove}
          done={m.apps.bannerRemoved}
          text={m.apps.removeText(removed.title)}
          isDanger
          onClose={() => setRemoved(undefined)}
          onSubmit={async ({ reason }) => {
            await call('banner_remove', { market, id: Number(removed.id), reason });
            await refresh(['market_matter', 'audit_list']);
          }}
        />
      )}
    </>
  );
}
