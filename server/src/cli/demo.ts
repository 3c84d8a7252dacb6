import { createApp } from '../app.ts';
import type { Config } from '../config.ts';
import { demoSteps } from '../demo/demo.ts';
import { consultingPeople } from '../demo/consulting.ts';
import { gigPeople } from '../demo/gig.ts';
import { members } from '../demo/iblock-people.ts';
import { demoOperatorPassword, demoPassword, people } from '../demo/people.ts';
import { withDatabase } from './database.ts';
import { progressBar } from './progress.ts';
import { migrate } from '../platform/postgres/migrate.ts';

/** Migrates, loads the catalogues and fills an empty market with the demo. */
export async function seedMarket(config: Config): Promise<void> {
  await withDatabase(config, async (ready) => {
    await migrate(ready.databaseDirectUrl);
    const app = await createApp(ready, { serves: false, works: false });
    try {
      const bar = progressBar('demo', demoSteps);
      const isNew = await app.seedDemo(() => bar.step());
      bar.end();
      process.stdout.write(isNew ? `${demoSignIns()}\n` : 'There are people already; nothing was added.\n');
    } finally {
      await app.close();
    }
  });
}

/** Who can sign in to the demo market, for people who have just started it. */
export function demoSignIns(): string {
  const names = {
    freelancer: 'works',
    personal: 'hires',
    company: 'hires, as a company',
    broker: 'goes between',
    administrator: 'keeps order',
  } as const;
  const rows = people.map(
    ({ name, phone, kind }) => `  cloudwork   ${phone} / ${demoPassword}  ${name}, ${names[kind]}`,
  );
  const gig = gigPeople.map(
    ({ name, phone, kind }) => `  gig         ${phone} / ${demoPassword}  ${name}, ${names[kind]}`,
  );
  const consulting = consultingPeople.map(
    ({ name, username, kind }) => `  consulting  ${username} / ${demoPassword}  ${name}, ${names[kind]}`,
  );
  return [
    'Demo sign-ins:',
    ...rows,
    ...gig,
    ...consulting,
    `  console     operator / ${demoOperatorPassword}`,
    ...members.map(
      ({ name, phone, username, password, kind }) =>
        `  iblock      ${username ?? phone} / ${password ?? demoPassword}  ${name}, ${names[kind]}`,
    ),
    '  channel     sandbox-a / sandbox-secret-a-0001, sandbox-b / sandbox-secret-b-0001',
  ].join('\n');
}
