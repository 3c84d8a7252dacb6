import type { Config } from '../config.ts';
import { restoreUser } from '../domain/appeals/index.ts';
import { createPasswords, setUserState } from '../domain/identity/index.ts';
import { addMember } from '../domain/members/index.ts';
import { addPerson, type SignUpKind } from '../domain/profiles/index.ts';
import { addOperator, type OperatorRole, randomPassword } from '../domain/operators/index.ts';
import { randomIds } from '../kernel/ids.ts';
import { system, unitsOf } from '../platform/work.ts';
import { assertMarket, withApp } from './with-app.ts';

export interface NewUserOptions {
  readonly market: string;
  readonly kind: SignUpKind;
  readonly name: string;
  readonly company?: string;
  readonly username?: string;
  readonly password?: string;
}

/** Adds a person to a market, with a party, a wallet and a profile; in IBLOCK they are a member, too. */
export async function addUser(config: Config, phone: string, options: NewUserOptions): Promise<void> {
  const { market, kind, name, company, username } = options;
  assertMarket(market);
  const add = market === 'iblock' ? addMember : addPerson;
  const password = options.password ?? randomIds.token().slice(0, 16);
  const passwordHash = await createPasswords({ atOnce: 1, waiting: 1 }).hash(password);
  await withApp(config, async (app) => {
    const person = {
      kind,
      name,
      phone,
      passwordHash,
      wantsRecommendations: false,
      ...(company !== undefined && { companyName: company }),
      ...(username !== undefined && { username }),
    };
    const { uid } = await app.work.write(market, system, (ctx) => add(ctx, person));
    process.stdout.write(`${uid}  ${phone}${options.password === undefined ? ` / ${password}` : ''}\n`);
  });
}

/** Restricts or restores a person, who is told the reason. */
export async function changeUser(
  config: Config,
  market: string,
  name: string,
  state: 'active' | 'restricted',
  reason: string,
): Promise<void> {
  assertMarket(market);
  await withApp(config, async (app) => {
    await app.work.write(market, system, (ctx) =>
      state === 'restricted' ? setUserState(ctx, name, state, reason) : restoreUser(ctx, name, reason),
    );
    process.stdout.write(`${name} is ${state}.\n`);
  });
}

/** Adds an operator of the house and prints the password to begin with. */
export async function createOperator(config: Config, name: string, role: OperatorRole): Promise<void> {
  const password = randomPassword();
  const passwords = createPasswords({ atOnce: 1, waiting: 1 });
  await withApp(config, async (app) => {
    const operator = { name, shownName: name, role, password, mustChangePassword: true };
    await addOperator(unitsOf(app.work, 'operator', system), passwords, operator);
    process.stdout.write(
      `${name} / ${password}\nThe password is not shown again; it must be changed at the first sign-in.\n`,
    );
  });
}
