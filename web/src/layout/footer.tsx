import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { cookie, setCookie } from '../api/client.ts';
import { language, m, speak } from '../messages/index.ts';

type Theme = 'auto' | 'light' | 'dark';
const themes: readonly Theme[] = ['auto', 'light', 'dark'];

function Choice({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="min-h-8 rounded-lg border border-line bg-card px-2 text-sm text-ink"
    >
      {children}
    </select>
  );
}

/** Help, language and light. */
export function Footer() {
  const [theme, setTheme] = useState<Theme>(() => themes.find((one) => one === cookie('theme')) ?? 'auto');
  function wear(value: string): void {
    const wanted = themes.find((one) => one === value) ?? 'auto';
    setTheme(wanted);
    setCookie('theme', wanted);
    document.documentElement.dataset['theme'] = wanted;
  }
  return (
    <footer className="mt-8 border-t border-line">
      <div className="mx-auto flex w-full max-w-page flex-wrap items-center justify-between gap-4 px-4 py-6 text-sm text-muted">
        <p>{m.app.promise}</p>
        <div className="flex flex-wrap items-center gap-4">
          <Link to="/help" className="hover:underline">
            {m.nav.help}
          </Link>
          <Link to="/feedback" className="hover:underline">
            {m.nav.feedback}
          </Link>
          <Choice label={m.look.language} value={language} onChange={(value) => speak(value === 'en' ? 'en' : 'zh')}>
            <option value="zh">中文</option>
            <option value="en">English</option>
          </Choice>
          <Choice label={m.look.theme} value={theme} onChange={wear}>
            {themes.map((one) => (
              <option key={one} value={one}>
                {m.look.themes[one]}
              </option>
            ))}
          </Choice>
        </div>
      </div>
    </footer>
  );
}
