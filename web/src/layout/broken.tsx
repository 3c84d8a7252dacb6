import { m } from '../messages/index.ts';
import { Button } from '../ui/button.tsx';

/** What is shown instead of a page that failed: usually a new release has replaced its files. */
export function Broken() {
  return (
    <div role="alert" className="mx-auto grid max-w-xl justify-items-center gap-3 px-4 py-24 text-center">
      <h1 className="text-2xl font-semibold">{m.app.brokenTitle}</h1>
      <p className="text-muted">{m.app.brokenText}</p>
      <Button kind="primary" onClick={() => window.location.reload()}>
        {m.app.reload}
      </Button>
    </div>
  );
}
