import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { useCategories } from '../../ui/catalog-fields.tsx';
import { required, useForm } from '../../ui/form.ts';
import { ChecksField, FormTrouble } from '../../ui/inputs.tsx';
import { Answer } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';

const most = 10;

/** What a freelancer does: up to ten categories. */
export function CategoriesForm({ save = m.common.save }: { save?: string }) {
  const own = useAnswer('category_users', {});
  return <Answer of={own}>{({ categorys }) => <Form own={categorys} save={save} />}</Answer>;
}

function Form({ own, save }: { own: AnswerOf<'category_users'>['categorys']; save: string }) {
  const groups = useCategories();
  const form = useForm({
    values: { category: own.map((one) => String(one.category_id)) as readonly string[] },
    check: (values) => required(values, ['category']),
    async send({ category }) {
      const fields = { category: category.map(Number) };
      await (own.length === 0 ? call('category_add', fields) : call('category_update', fields));
      await refresh(['category_users', 'profile_get']);
      tell(m.common.saved);
    },
  });
  const chosen = form.values.category;
  return (
    <form onSubmit={(event) => void form.submit(event)} className="grid gap-5" noValidate>
      <p className="text-muted">{m.onboarding.categories(most)}</p>
      <FormTrouble form={form} />
      {groups.map((group) => (
        <ChecksField
          key={group.category_id}
          form={form}
          name="category"
          label={group.name}
          choices={(group.children.length > 0 ? group.children : [group]).map((one) => ({
            value: String(one.category_id),
            label: one.name,
          }))}
          most={most}
        />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" kind="primary" busy={form.isBusy} disabled={chosen.length === 0}>
          {save}
        </Button>
        <span className="text-sm text-muted">{m.onboarding.chosen(chosen.length, most)}</span>
      </div>
    </form>
  );
}
