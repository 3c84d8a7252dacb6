import { sql } from '../../kernel/context.ts';

export interface SettingRow {
  market: string;
  name: string;
  value: string;
}

export const settingRows = sql<SettingRow>('operators.settings', 'select market, name, value from market_setting');

export const putSetting = sql<never>(
  'operators.put_setting',
  `insert into market_setting (market, name, value, changed_at) values ($1, $2, $3, $4)
   on conflict (market, name) do update set value = excluded.value, changed_at = excluded.changed_at`,
);

export const removeSetting = sql<never>(
  'operators.remove_setting',
  'delete from market_setting where market = $1 and name = $2',
);
