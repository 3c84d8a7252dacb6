import { type ErrorCode, refuseUnless } from '../../kernel/errors.ts';

/** Throws the refusal unless every id is on the list. */
export function assertKnown(
  list: { byId(id: number): object | undefined },
  ids: readonly number[] | undefined,
  code: ErrorCode,
): void {
  refuseUnless(ids?.every((id) => list.byId(id) !== undefined) ?? true, code);
}
