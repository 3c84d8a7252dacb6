import { type FormEvent, useState } from 'react';
import { m } from '../messages/index.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** One line to look for something with. */
export function SearchBox({
  label,
  value,
  onSearch,
}: {
  label: string;
  value: string;
  onSearch: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  function search(event: FormEvent): void {
    event.preventDefault();
    onSearch(text.trim());
  }
  return (
    <form role="search" onSubmit={search} className="flex gap-2">
      <div className="relative min-w-0 flex-1">
        <span className="absolute inset-y-0 start-3 grid place-items-center text-muted">
          <Icon name="search" />
        </span>
        <input
          type="search"
          name="q"
          aria-label={label}
          placeholder={label}
          maxLength={100}
          className="input ps-10"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit" kind="primary">
        {m.common.search}
      </Button>
    </form>
  );
}
