/** One thing that somebody did, on the way to what has to be decided. */
export interface TimelineRow {
  at: Date;
  /** Who did it: a name, or the role where nobody is named. */
  who: string;
  /** What: a move of a lifecycle, "submission" or "message". */
  what: string;
  /** On what: "contract", "milestone:12", "week:3". */
  subject: string;
  note: string;
  file_id: bigint | null;
}
