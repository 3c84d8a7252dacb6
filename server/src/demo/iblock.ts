/** IBLOCK to look at: a broker, an administrator, managers and designers, and a project at each point of its life. */
import type { Catalog } from '../domain/catalog/index.ts';
import type { Passwords } from '../domain/identity/index.ts';
import { addMember, changeMember, changeWishes } from '../domain/members/index.ts';
import {
  addPosition,
  addStep,
  answerHiring,
  completeRecruiting,
  completeStepRecruiting,
  employ,
  finishProject,
  offerHiring,
  postProject,
  rateMember,
  reviewProject,
  startProject,
} from '../domain/projects/index.ts';
import type { PersonActor, WriteContext } from '../kernel/context.ts';
import { system, unitsOf, type Work } from '../platform/work.ts';
import { type DemoStage, members, projects } from './iblock-people.ts';
import { demoPassword } from './people.ts';
import { topUp } from './members.ts';

const market = 'iblock';

export interface IblockDemoMeans {
  readonly work: Work;
  readonly passwords: Passwords;
  readonly catalog: Catalog;
}

type Cast = ReadonlyMap<string, PersonActor>;

/** Fills the market, which is empty. */
export async function seedIblock(means: IblockDemoMeans): Promise<void> {
  const cast = await addMembers(means);
  await topUp(means.work, market, actorIn(cast, '方璐'), 3_000_000n);
  for (const { by, stage, ...input } of projects) {
    const id = await as(means.work, cast, by, (ctx) => postProject(ctx, input, means.catalog));
    await bringTo(means, cast, { id, by, stage });
  }
}

async function addMembers({ work, passwords, catalog }: IblockDemoMeans): Promise<Cast> {
  const cast = new Map<string, PersonActor>();
  for (const { kind, name, phone, username, password, companyName, cityId, wishes } of members) {
    const passwordHash = await passwords.hash(password ?? demoPassword);
    const person = { kind, name, phone, passwordHash, wantsRecommendations: false };
    const named = { ...(username !== undefined && { username }), ...(companyName !== undefined && { companyName }) };
    const provinceId = catalog.regions.byId(cityId)?.parentId ?? null;
    const place = { provinceId, cityId, districtId: null, address: '' };
    const joined = await work.write(market, system, (ctx) => addMember(ctx, { ...person, ...named }, place));
    const role = kind === 'company' || kind === 'personal' ? 'client' : kind;
    const actor: PersonActor = { kind: 'person', ...joined, role, sessionId: 0n };
    cast.set(name, actor);
    if (!wishes) continue;
    const { craftIds, ...wished } = wishes;
    await unitsOf(work, market, actor).write(async (ctx) => {
      await changeMember(ctx, { craftIds }, catalog);
      await changeWishes(ctx, { ...wished, cityIds: [cityId] }, catalog);
    });
  }
  return cast;
}

function actorIn(cast: Cast, name: string): PersonActor {
  const actor = cast.get(name);
  if (!actor) throw new Error(`nobody is called ${name}`);
  return actor;
}

const as = <T>(work: Work, cast: Cast, name: string, operation: (ctx: WriteContext) => Promise<T>): Promise<T> =>
  unitsOf(work, market, actorIn(cast, name)).write(operation);

interface DemoProject {
  readonly id: bigint;
  readonly by: string;
  readonly stage: DemoStage;
}

/** Lets the people of the demo bring a project to where it is shown. */
async function bringTo(means: IblockDemoMeans, cast: Cast, { id, by, stage }: DemoProject): Promise<void> {
  const { work } = means;
  if (stage === 'in review') return;
  await as(work, cast, '贾翕', (ctx) => reviewProject(ctx, id, true));
  const designer = stage === 'finished' ? '林晓' : '陈默';
  const hiringId = await as(work, cast, by, (ctx) => offerHiring(ctx, id, actorIn(cast, designer).userId));
  if (stage === 'recruiting') return;
  await as(work, cast, designer, (ctx) => answerHiring(ctx, { subject: `hiring:${hiringId}` }, true));
  if (stage === 'running') await beginStep(means, cast, { id, by, designer });
  await as(work, cast, by, (ctx) => completeRecruiting(ctx, id));
  await as(work, cast, by, (ctx) => startProject(ctx, id));
  if (stage === 'running') return;
  await as(work, cast, by, (ctx) => finishProject(ctx, id));
  const aboutId = actorIn(cast, designer).userId;
  await as(work, cast, by, (ctx) => rateMember(ctx, { projectId: id, aboutId, rating: 5 }));
}

/** The first of two steps is funded and under way. */
async function beginStep(
  { work, catalog }: IblockDemoMeans,
  cast: Cast,
  { id: projectId, by, designer }: { id: bigint; by: string; designer: string },
): Promise<void> {
  const { userId } = actorIn(cast, designer);
  const [first, second] = await as(work, cast, by, async (ctx) => [
    await addStep(ctx, projectId, '方案'),
    await addStep(ctx, projectId, '施工图'),
  ]);
  if (first === undefined || second === undefined) throw new Error('the steps were not added');
  const working = { projectId, stepId: first, userId, positionType: 9, salary: 1_200_000n };
  await as(work, cast, by, (ctx) => employ(ctx, working, catalog));
  await as(work, cast, by, (ctx) => completeStepRecruiting(ctx, { projectId, stepId: first }));
  const wanted = { type: 15, salary: 800_000n, headcount: 1 };
  await as(work, cast, by, (ctx) => addPosition(ctx, { projectId, stepId: second }, wanted, catalog));
}
