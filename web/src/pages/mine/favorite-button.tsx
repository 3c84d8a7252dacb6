import { useState } from 'react';
import { call } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import { m } from '../../messages/index.ts';
import { sentenceOf } from '../../ui/form.ts';
import { Icon } from '../../ui/icon.tsx';
import { tellTrouble } from '../../ui/toast.tsx';

/** Keeps a job or a person, or lets them go again. It turns at once: taking it back costs nothing. */
export function FavoriteButton({ id, isKept }: { id: string; isKept: boolean }) {
  const [kept, setKept] = useState(isKept);
  async function turn(): Promise<void> {
    setKept(!kept);
    try {
      await (kept ? call('favorite_del', { target_id: id }) : call('favorite_add', { target_id: id }));
      await refresh(['favorite_get', 'jobs_one', 'profile_get']);
    } catch (error) {
      setKept(kept);
      tellTrouble(sentenceOf(error));
    }
  }
  return (
    <button
      type="button"
      aria-pressed={kept}
      aria-label={kept ? m.favorite.kept : m.favorite.keep}
      title={kept ? m.favorite.kept : m.favorite.keep}
      onClick={() => void turn()}
      className={`grid size-10 place-items-center rounded-lg hover:bg-sunk ${kept ? 'text-bad' : 'text-muted'}`}
    >
      <Icon name="heart" size={20} filled={kept} />
    </button>
  );
}
