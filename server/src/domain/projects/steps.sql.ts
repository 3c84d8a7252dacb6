import { sql } from '../../kernel/context.ts';
import type { StepState } from './lifecycle.ts';

export interface StepRow {
  id: bigint;
  project_id: bigint;
  place: number;
  name: string;
  state: StepState;
}

const columns = 'id, project_id, place, name, state';

export const insertStep = sql<StepRow>(
  'projects.insert_step',
  `insert into project_step (project_id, place, name, state, created_at)
   select $1, coalesce(max(place), 0) + 1, $2, $3, $4 from project_step where project_id = $1 returning ${columns}`,
);

export const stepsOfProject = sql<StepRow>(
  'projects.steps',
  `select ${columns} from project_step where project_id = $1 order by place`,
);

export const stepById = sql<StepRow>('projects.step_by_id', `select ${columns} from project_step where id = $1`);

export const renameStepRow = sql<never>('projects.rename_step', 'update project_step set name = $2 where id = $1');
export const moveStepRow = sql<never>('projects.move_step', 'update project_step set state = $2 where id = $1');

/** Only one that nobody was ever hired for, and for which no money was set aside. */
export const deleteStep = sql<{ id: bigint }>(
  'projects.delete_step',
  `delete from project_step s where id = $1 and not exists (select from hiring where step_id = s.id)
     and not exists (select from step_funding where step_id = s.id) returning id`,
);

export interface PositionRow {
  id: bigint;
  step_id: bigint;
  type: number;
  name: string;
  /** Fen. */
  salary: bigint;
  headcount: number;
}

const positionColumns = 'id, step_id, type, name, salary, headcount';

export const insertPosition = sql<PositionRow>(
  'projects.insert_position',
  `insert into project_position (step_id, type, name, salary, headcount) values ($1, $2, $3, $4, $5)
   returning ${positionColumns}`,
);

export const positionById = sql<PositionRow>(
  'projects.position_by_id',
  `select ${positionColumns} from project_position where id = $1`,
);

export const positionsOfProject = sql<PositionRow>(
  'projects.positions',
  `select ${positionColumns
    .split(', ')
    .map((name) => `p.${name}`)
    .join(', ')}
   from project_position p join project_step s on s.id = p.step_id where s.project_id = $1 order by p.id`,
);

export const updatePosition = sql<PositionRow>(
  'projects.update_position',
  `update project_position set type = $2, name = $3, salary = $4, headcount = $5 where id = $1 returning ${positionColumns}`,
);

export const deletePosition = sql<{ id: bigint }>(
  'projects.delete_position',
  'delete from project_position where id = $1 returning id',
);

export const deletePositionsOfStep = sql<never>(
  'projects.delete_positions_of_step',
  'delete from project_position where step_id = $1',
);

/** What was set aside for a step, with the order it was set aside by. Fen. */
export interface FundingRow {
  order_id: bigint;
  trade_no: string;
  fee_basis_points: number;
  step_id: bigint;
  held: bigint;
}

export const insertFunding = sql<never>(
  'projects.insert_funding',
  'insert into step_funding (step_id, order_id, amount) values ($1, $2, $3)',
);

export const fundingsOfProject = sql<FundingRow>(
  'projects.fundings',
  `select f.order_id, o.trade_no, o.fee_basis_points, f.step_id, f.amount - f.paid - f.returned as held
   from step_funding f join pay_order o on o.id = f.order_id join project_step s on s.id = f.step_id
   where s.project_id = $1 order by f.order_id`,
);

export const settleFunding = sql<never>(
  'projects.settle_funding',
  'update step_funding set paid = paid + $2, returned = returned + $3 where order_id = $1',
);

export const insertRecommendation = sql<{ user_id: bigint }>(
  'projects.insert_recommendation',
  `insert into recommendation (step_id, user_id, broker_id, created_at) values ($1, $2, $3, $4)
   on conflict do nothing returning user_id`,
);

export const recommendedForStep = sql<{ user_id: bigint }>(
  'projects.recommended_for_step',
  'select user_id from recommendation where step_id = $1 order by created_at desc, user_id desc',
);

/** What this module says of money; each row is something wrong. */
export const projectProofs = {
  step_escrow_unlike_fundings: `select o.trade_no as subject, coalesce(a.balance, 0) || ' <> ' || (f.amount - f.paid - f.returned) as found
    from step_funding f join pay_order o on o.id = f.order_id left join ledger_account a on a.code = 'escrow:' || o.id
    where coalesce(a.balance, 0) <> f.amount - f.paid - f.returned`,
  step_orders_unlike_fundings: `select o.trade_no as subject, o.state as found from pay_order o
    left join step_funding f on f.order_id = o.id
    where o.purpose = 'step' and (f.order_id is null or o.state <> 'paid' or f.amount <> o.amount or not exists (
      select from ledger_transfer t where t.market = o.market and t.key = 'order:' || o.id || ':fund'))`,
  hirings_unlike_fundings: `select s.id::text as subject, h.paid || ' <> ' || f.paid as found from project_step s
    cross join lateral (select coalesce(sum(paid), 0) as paid from hiring where step_id = s.id) h
    cross join lateral (select coalesce(sum(paid), 0) as paid from step_funding where step_id = s.id) f
    where h.paid <> f.paid`,
  money_of_ended_steps: `select s.id::text as subject, sum(f.amount - f.paid - f.returned)::text as found
    from project_step s join project p on p.id = s.project_id join step_funding f on f.step_id = s.id
    where s.state = 'accepted' or p.state in ('finished', 'terminated')
    group by s.id having sum(f.amount - f.paid - f.returned) <> 0`,
} as const;
