/**
 * The most rows any list of a report has, the newest first. A list that is cut off is still right in each of its rows;
 * sums are made by statements of their own, over everything.
 */
export const maxRows = 1_000;

/**
 * What a week comes to, in fen: what was paid once it is settled; until then the price of its recorded slots of ten
 * minutes, rounded down as `earnedBy` of the contracts does. For a week under the alias `w`.
 */
export const weekWorth = `(case when w.state in ('paid', 'settled') then w.paid_amount
  else w.hourly * (w.shot_slots + w.manual_slots) * 10 / 60 end)`;
