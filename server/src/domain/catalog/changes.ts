/** What operators have changed of the catalogues, put on top of what the program came with. */
import type { Category, Question, Rows, Skill } from './catalogues.ts';

/** The catalogues that operators may change. */
export const editableCatalogues = ['categories', 'skills', 'questions'] as const;
export type EditableCatalogue = (typeof editableCatalogues)[number];

/** One item's changes; what is null is as the reference has it. */
export interface Change {
  readonly catalogue: EditableCatalogue;
  readonly item_id: number;
  readonly is_added: boolean;
  readonly name: string | null;
  readonly ename: string | null;
  /** The category above an added category, or that an added skill is most used in. */
  readonly parent_id: number | null;
  readonly qtype: string | null;
  readonly is_hidden: boolean;
  readonly former: readonly string[];
}

const noOptions: Category['options'] = { stage: false, api: false, language: false, framework: false, platform: '' };
/** Added questions stand between those of the reference and its "other". */
const addedLevel = 15;

type CategoryInFile = Rows['categories'][number];

const addedCategory = ({ item_id: id, name, parent_id: parent }: Change): CategoryInFile => ({
  id,
  parent: parent ?? 0,
  name: name ?? '',
  options: noOptions,
});
const addedSkill = ({ item_id: id, name, parent_id: category }: Change): Skill => ({
  id,
  name: name ?? '',
  category: category ?? 0,
});
const addedQuestion = ({ item_id: id, name, ename, qtype }: Change): Question => ({
  id,
  qtype: qtype ?? '',
  name: name ?? '',
  ename: ename ?? '',
  level: addedLevel,
});

/** The rows of all catalogues as operators want them. A change of what the reference has lost is left out. */
export function withChanges(rows: Rows, changes: readonly Change[]): Rows {
  const of = (catalogue: EditableCatalogue) => changes.filter((change) => change.catalogue === catalogue);
  return {
    ...rows,
    categories: changed(rows.categories, of('categories'), addedCategory),
    skills: changed(rows.skills, of('skills'), addedSkill),
    questions: changed(rows.questions, of('questions'), addedQuestion),
  };
}

interface Item {
  readonly id: number;
  readonly name: string;
  readonly ename?: string;
}

function changed<Row extends Item>(rows: readonly Row[], changes: readonly Change[], make: (change: Change) => Row) {
  const byId = new Map(changes.map((change) => [change.item_id, change]));
  const added = changes.filter(({ is_added: isAdded }) => isAdded).map(make);
  return [...rows, ...added].map((row): Row => {
    const change = byId.get(row.id);
    if (!change) return row;
    const { name, ename, is_hidden: isHidden, is_added: isAdded, former } = change;
    return {
      ...row,
      name: name ?? row.name,
      ...(ename !== null && { ename }),
      ...(isHidden && { isHidden }),
      ...(isAdded && { isAdded }),
      ...(former.length > 0 && { former }),
    };
  });
}
