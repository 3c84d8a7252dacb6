export { type CatalogSource, createCatalog } from './catalog.ts';
export { type EditableCatalogue, editableCatalogues } from './changes.ts';
export { addItem, hideItem, type NewItem, renameItem } from './edit.ts';
export type {
  Bank,
  Category,
  CategoryOptions,
  Degree,
  Catalog,
  Language,
  Named,
  Question,
  Region,
  Skill,
} from './catalogues.ts';
export { loadReferenceData } from './load.ts';
