import { useNavigate, useParams } from 'react-router';
import { call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { type Side, useSide } from '../../api/session.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { QuestionField } from '../../ui/catalog-fields.tsx';
import { FieldGroup } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { PlainForm } from '../../ui/form-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TextArea } from '../../ui/inputs.tsx';
import { Answer } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import type { Contract } from './contracts.tsx';

const marksOf = {
  client: ['exchange', 'punctual', 'cooper', 'quality', 'skill'],
  freelancer: ['exchange', 'cooper', 'quality', 'skill', 'avail', 'deliver'],
} as const;

/** What one side says of the other when a contract is over. */
export function ReviewPage() {
  const { id = '' } = useParams();
  const side = useSide() ?? 'freelancer';
  const answer = useAnswer('contract_list', { contract_id: id });
  return (
    <Page title={m.review.write} back={{ to: `/contracts/${id}`, label: m.review.toContract }} narrow>
      <Answer of={answer}>
        {({ contracts: [contract] }) => contract && <ReviewForm contract={contract} side={side} />}
      </Answer>
    </Page>
  );
}

function ReviewForm({ contract, side }: { contract: Contract; side: Side }) {
  const navigate = useNavigate();
  const marks = marksOf[side];
  const other = side === 'client' ? contract.user.freelancer.name : contract.user.client.name;
  const form = useForm({
    values: { question: '', score: 0, content: '', marks: {} as Readonly<Partial<Record<string, number>>> },
    check: (values) => ({
      ...(values.question === '' && { question: m.form.required }),
      ...(values.score === 0 && { score: m.review.scoreMissing }),
      ...(marks.some((mark) => values.marks[mark] === undefined) && { marks: m.review.marksMissing }),
      ...(values.content.trim() === '' && { content: m.form.required }),
    }),
    async send(values) {
      const { exchange = 0, cooper = 0, quality = 0, skill = 0, punctual, avail, deliver } = values.marks;
      await call('contract_evaluate', {
        contract_id: contract.id,
        question_id: Number(values.question),
        score: values.score,
        content: values.content,
        exchange,
        cooper,
        quality,
        skill,
        punctual,
        avail,
        deliver,
      });
      await refresh(['contract_list', 'freelancer_contract']);
      tell(m.review.done);
      await navigate(`/contracts/${contract.id}`);
    },
  });
  return (
    <PlainForm form={form} submit={m.review.send}>
      <p className="text-muted">{m.review.lead(other, contract.name)}</p>
      <FieldGroup label={m.review.marks} error={form.errors.marks}>
        <div className="grid gap-2">
          {marks.map((mark) => (
            <StarsInput
              key={mark}
              label={m.review.names[mark]}
              value={form.values.marks[mark] ?? 0}
              onChange={(value) => form.set('marks', { ...form.values.marks, [mark]: value })}
            />
          ))}
        </div>
      </FieldGroup>
      <FieldGroup label={m.review.score(other)} error={form.errors.score}>
        <div className="flex flex-wrap gap-1.5">
          {Array.from({ length: 10 }, (_, index) => index + 1).map((value) => (
            <label
              key={value}
              className="relative grid size-10 place-items-center rounded-lg border border-line bg-card tabular-nums has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="score"
                className="absolute inset-0 cursor-pointer opacity-0"
                checked={form.values.score === value}
                onChange={() => form.set('score', value)}
              />
              {value}
            </label>
          ))}
        </div>
      </FieldGroup>
      <QuestionField
        form={form}
        name="question"
        label={m.review.reason}
        kind={side === 'client' ? 'contract_finish_c' : 'contract_finish_f'}
      />
      <TextArea form={form} name="content" label={m.review.content} rows={5} maxLength={500} />
    </PlainForm>
  );
}

/** One to five stars, as five radio buttons. */
function StarsInput({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="flex items-center justify-between gap-4 rounded-lg border border-line bg-card px-3 py-1"
    >
      <span>{label}</span>
      <span className="flex">
        {[1, 2, 3, 4, 5].map((star) => (
          <label
            key={star}
            className={`relative grid size-10 place-items-center rounded-lg has-focus-visible:outline-2 has-focus-visible:outline-accent ${star <= value ? 'text-warn' : 'text-edge'}`}
          >
            <input
              type="radio"
              name={label}
              aria-label={m.review.stars(star)}
              className="absolute inset-0 cursor-pointer opacity-0"
              checked={value === star}
              onChange={() => onChange(star)}
            />
            <Icon name="star" size={22} filled={star <= value} />
          </label>
        ))}
      </span>
    </div>
  );
}
