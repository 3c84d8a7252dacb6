import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { useForm } from '../../ui/form.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Contract } from './contracts.tsx';
import { draftsToFields, MilestoneRows, newMilestone, troubleOf } from './milestone-rows.tsx';

export function AddMilestones({ contract, isNext = false }: { contract: Contract; isNext?: boolean }) {
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <Button kind={isNext ? 'primary' : 'plain'} wide={isNext} onClick={() => setAdding(true)}>
        <Icon name="plus" />
        {m.milestone.add}
      </Button>
      {isAdding && <AddDialog contract={contract} onClose={() => setAdding(false)} />}
    </>
  );
}

/** Further parts of the work, which are paid into escrow on the next page. */
function AddDialog({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const navigate = useNavigate();
  const form = useForm({
    values: { rows: [newMilestone()] },
    check: ({ rows }) => troubleOf(rows),
    codes: { 20391: 'rows' },
    async send({ rows }) {
      const { trade_no: trade } = await call('milestone_create', {
        contract_id: contract.id,
        milestones: draftsToFields(rows),
      });
      await navigate(`/pay/${contract.id}/milestone/${trade}`);
    },
  });
  return (
    <FormDialog title={m.milestone.add} shape="wide" form={form} submit={m.week.toPay} onClose={onClose}>
      <MilestoneRows
        rows={form.values.rows}
        error={form.errors.rows}
        onChange={(rows) => form.set('rows', [...rows])}
      />
    </FormDialog>
  );
}
