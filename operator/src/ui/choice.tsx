import { Select } from 'antd';
import { m } from '../messages/index.ts';

/** A filter: all, or one of the words. */
export function Choice({
  label,
  value,
  words,
  onChange,
}: {
  label: string;
  value: string;
  words: Readonly<Record<string, string>>;
  onChange: (value: string) => void;
}) {
  const options = Object.entries(words).map(([name, word]) => ({ value: name, label: word }));
  return (
    <Select
      aria-label={label}
      style={{ minWidth: 150 }}
      value={value}
      options={[{ value: '', label: `${label}：${m.common.all}` }, ...options]}
      onChange={onChange}
    />
  );
}
