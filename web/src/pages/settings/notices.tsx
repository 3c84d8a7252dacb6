import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { m } from '../../messages/index.ts';
import { sentenceOf } from '../../ui/form.ts';
import { Card } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';
import { tellTrouble } from '../../ui/toast.tsx';

type Setting = AnswerOf<'notify_setting_get'>['data'][number];

/** What one wants to be told of. */
export function NoticesPart() {
  const answer = useAnswer('notify_setting_get', {});
  return (
    <Card title={m.settings.parts.notices}>
      <p className="mb-4 text-muted">{m.settings.noticesText}</p>
      <Answer of={answer}>
        {({ data }) => (
          <ul className="grid gap-3">
            {data.map((setting) => (
              <li key={setting.mtype}>
                <Switch setting={setting} />
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Card>
  );
}

function Switch({ setting }: { setting: Setting }) {
  const [isOn, setOn] = useState(setting.is_send);
  const [rate, setRate] = useState(setting.rate ?? 'day');
  const words: Readonly<Record<string, string>> = m.settings.switches;
  const hasRate = setting.mtype === 'recomm_rate';
  async function set(wanted: boolean, often: string): Promise<void> {
    const before = [isOn, rate] as const;
    setOn(wanted);
    setRate(often);
    try {
      await call('notify_setting', {
        mtype: setting.mtype,
        is_send: wanted,
        rate: hasRate ? (often === 'week' ? 'week' : 'day') : undefined,
      });
      await refresh(['notify_setting_get']);
    } catch (error) {
      setOn(before[0]);
      setRate(before[1]);
      tellTrouble(sentenceOf(error));
    }
  }
  return (
    <span className="flex flex-wrap items-center justify-between gap-3">
      <label className="flex items-center gap-2.5">
        <input
          type="checkbox"
          className="size-4 accent-(--color-accent)"
          checked={isOn}
          onChange={(event) => void set(event.target.checked, rate)}
        />
        {words[setting.mtype] ?? m.settings.otherSwitch}
      </label>
      {hasRate && isOn && (
        <select
          aria-label={m.settings.often}
          className="input w-auto"
          value={rate}
          onChange={(event) => void set(isOn, event.target.value)}
        >
          <option value="day">{m.settings.daily}</option>
          <option value="week">{m.settings.weekly}</option>
        </select>
      )}
    </span>
  );
}
