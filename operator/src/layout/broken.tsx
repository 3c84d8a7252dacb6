import { Button } from 'antd';
import { m } from '../messages/index.ts';
import { Gate } from '../pages/account/gate.tsx';

/** A page that could not be shown; most often its code is of a version that is gone. */
export function Broken() {
  return (
    <Gate title={m.app.brokenTitle}>
      <p>{m.app.brokenText}</p>
      <Button type="primary" onClick={() => window.location.reload()}>
        {m.app.reload}
      </Button>
    </Gate>
  );
}
