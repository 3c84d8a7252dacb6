/** People of a market with projects, and a project with one step that is funded, for tests. */
import { addMember } from '../src/domain/members/index.ts';
import { addStep, completeStepRecruiting, employ, postProject, reviewProject } from '../src/domain/projects/index.ts';
import type { SignUpKind } from '../src/domain/profiles/index.ts';
import type { PersonActor, WriteContext } from '../src/kernel/context.ts';
import { createCatalog, loadReferenceData } from '../src/domain/catalog/index.ts';
import { packagePath } from '../src/platform/package-folder.ts';
import { system } from '../src/platform/work.ts';
import type { Kit, TestPerson } from './kit.ts';

export interface Studio {
  readonly manager: TestPerson;
  readonly broker: TestPerson;
  readonly designers: readonly TestPerson[];
  as<T>(person: TestPerson, operation: (ctx: WriteContext) => Promise<T>): Promise<T>;
  add(kind: SignUpKind, name: string): Promise<TestPerson>;
  /** A project that recruits; `salaries` are those of the designers on its one step, in fen. */
  project(salaries?: readonly bigint[]): Promise<{ projectId: bigint; stepId: bigint }>;
  /** The same with its step begun, out of money the manager was given. */
  running(salaries: readonly bigint[]): Promise<{ projectId: bigint; stepId: bigint }>;
}

const roles = { freelancer: 'freelancer', personal: 'client', company: 'client' } as const;

export async function openStudio(kit: Kit): Promise<Studio> {
  await kit.work.write(kit.market, system, (ctx) => loadReferenceData(ctx, packagePath('database', 'reference')));
  const catalog = await createCatalog(kit.database.reader).read();
  let people = 0;
  const add = async (kind: SignUpKind, name: string): Promise<TestPerson> => {
    people += 1;
    const person = { kind, name, phone: `137${String(people).padStart(8, '0')}`, passwordHash: 'none' };
    const joined = await kit.work.write(kit.market, system, (ctx) =>
      addMember(ctx, { ...person, wantsRecommendations: false }),
    );
    const role = kind === 'broker' || kind === 'administrator' ? kind : roles[kind];
    const actor: PersonActor = { kind: 'person', ...joined, role, sessionId: 0n };
    return { ...joined, actor };
  };
  const as: Studio['as'] = (person, operation) => kit.work.write(kit.market, person.actor, operation);
  const [manager, broker] = [await add('personal', '方璐'), await add('broker', '贾翕')];
  const designers = [await add('freelancer', '林晓'), await add('freelancer', '陈默'), await add('freelancer', '苏禾')];

  async function project(salaries: readonly bigint[] = []) {
    const input = {
      title: '世纪公园',
      description: '景观改造',
      image: '',
      startDay: null,
      endDay: null,
      minPay: 0n,
      maxPay: 0n,
      isLongTerm: false,
      industryId: 3,
      industryYears: 0,
      place: { provinceId: null, cityId: null, districtId: null },
      headcount: 1,
      craftIds: [],
    };
    const projectId = await as(manager, (ctx) => postProject(ctx, input, catalog));
    await as(broker, (ctx) => reviewProject(ctx, projectId, true));
    const stepId = await as(manager, (ctx) => addStep(ctx, projectId, '方案'));
    for (const [index, salary] of salaries.entries()) {
      const { userId } = designers[index] ?? manager;
      await as(manager, (ctx) => employ(ctx, { projectId, stepId, userId, positionType: 1, salary }, catalog));
    }
    return { projectId, stepId };
  }

  return {
    manager,
    broker,
    designers,
    as,
    add,
    project,
    async running(salaries) {
      const meant = await project(salaries);
      const agreed = salaries.reduce((sum, salary) => sum + salary, 0n);
      if (agreed > 0n) await kit.fund(manager, agreed);
      await as(manager, (ctx) => completeStepRecruiting(ctx, meant));
      return meant;
    },
  };
}
