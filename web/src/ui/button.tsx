import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import { m } from '../messages/index.ts';

type Kind = 'primary' | 'plain' | 'quiet' | 'danger';

const kinds: Readonly<Record<Kind, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-deep border-transparent',
  plain: 'bg-card text-ink border-edge hover:bg-sunk',
  quiet: 'text-ink border-transparent hover:bg-sunk',
  danger: 'bg-card text-bad border-bad hover:bg-bad-soft',
};
const shape =
  'inline-flex items-center justify-center gap-1.5 rounded-lg border font-medium whitespace-nowrap transition-colors duration-150 disabled:opacity-55';
const sizes = { normal: 'min-h-10 px-4', small: 'min-h-8 px-3 text-sm' } as const;

interface Look {
  readonly kind?: Kind;
  readonly size?: keyof typeof sizes;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

const classOf = ({ kind = 'plain', size = 'normal', wide = false }: Partial<Look>) =>
  `${shape} ${kinds[kind]} ${sizes[size]} ${wide ? 'w-full' : ''}`;

/** Something that is done at once. `busy` while it is being done: it can't be pressed twice. */
export function Button({
  kind,
  size,
  wide,
  busy = false,
  children,
  type = 'button',
  ...rest
}: Look & { busy?: boolean } & Omit<ComponentProps<'button'>, 'className'>) {
  return (
    <button
      {...rest}
      type={type}
      className={classOf({ ...(kind && { kind }), ...(size && { size }), ...(wide && { wide }) })}
      aria-busy={busy}
      disabled={rest.disabled === true || busy}
    >
      {busy ? m.common.wait : children}
    </button>
  );
}

/** A way to another page that looks like a button. */
export function ButtonLink({ kind, size, wide, to, children }: Look & { to: string }) {
  return (
    <Link to={to} className={classOf({ ...(kind && { kind }), ...(size && { size }), ...(wide && { wide }) })}>
      {children}
    </Link>
  );
}
