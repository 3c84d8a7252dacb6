import { Command, Option } from 'commander';
import { ConfigError, readConfig } from '../config.ts';
import { type OperatorRole, roles } from '../domain/operators/index.ts';
import { printConfig } from './config.ts';
import { seedMarket } from './demo.ts';
import { reportQuarter } from './report.ts';
import { rebuildSearch, verifySearch } from './search.ts';
import { runProcess } from './serve.ts';
import { addChannel, migrateDatabase, rotateChannelSecret, suspendChannel, verifyBooks } from './upkeep.ts';
import { addUser, changeUser, createOperator, type NewUserOptions } from './users.ts';

/** The command line `linggong`. */
export async function runCli(argv: readonly string[]): Promise<void> {
  const program = new Command('linggong')
    .description('A marketplace engine for freelance and gig work.')
    .showHelpAfterError('(see linggong --help)')
    .configureHelp({ sortSubcommands: false });

  program
    .command('serve')
    .description('answer requests, and run tasks unless told otherwise')
    .option('--no-work', 'leave the tasks to `linggong work` processes')
    .action((options: { work: boolean }) => runProcess(readConfig(), { serves: true, works: options.work }));
  program
    .command('work')
    .description('run tasks only')
    .action(() => runProcess(readConfig(), { serves: false, works: true }));
  program
    .command('migrate')
    .description('bring the database up to date')
    .action(() => migrateDatabase(readConfig()));
  program
    .command('seed')
    .description('fill an empty database with the catalogues and a small market to look at')
    .action(() => seedMarket(readConfig()));
  program
    .command('config')
    .description('print every setting with its value, default and meaning')
    .action(() => printConfig(process.env));

  const user = program.command('user').description('people of a market');
  user
    .command('create')
    .description('add a person without an SMS code; the password is printed once when none is given')
    .argument('<phone>', 'the mobile number they sign in with')
    .requiredOption('--name <name>', 'their name')
    .option('--market <market>', 'their market', 'cloudwork')
    .addOption(
      new Option('--kind <kind>', 'what they do')
        .choices(['freelancer', 'personal', 'company', 'broker', 'administrator'])
        .default('freelancer'),
    )
    .option('--company <name>', 'the name of the company they hire for')
    .option('--username <username>', 'another name they sign in with')
    .option('--password <password>', 'their password')
    .action((phone: string, options: NewUserOptions) => addUser(readConfig(), phone, options));
  for (const [name, state, says] of [
    ['restrict', 'restricted', 'keep a person out; their sessions end at once'],
    ['restore', 'active', 'let a restricted person in again'],
  ] as const) {
    user
      .command(name)
      .description(says)
      .argument('<name>', 'user name, phone or e-mail')
      .option('--market <market>', 'their market', 'cloudwork')
      .option('--reason <reason>', 'why, for the person to read', '')
      .action((person: string, { market, reason }: { market: string; reason: string }) =>
        changeUser(readConfig(), market, person, state, reason),
      );
  }

  const channel = program.command('channel').description('partners of the channel market');
  channel
    .command('create')
    .description('make a partner; its secret is printed once')
    .argument('<client-id>', 'the id it signs in with')
    .option('--name <name>', 'its name', '')
    .option('--sandbox', 'for trying out: it may be emptied, and no report counts it', false)
    .action((clientId: string, options: { name: string; sandbox: boolean }) =>
      addChannel(readConfig(), clientId, options.name || clientId, options.sandbox),
    );
  for (const [name, isSuspended] of [
    ['suspend', true],
    ['restore', false],
  ] as const) {
    channel
      .command(name)
      .description(isSuspended ? 'shut a partner out; its data stays' : 'let a suspended partner in again')
      .argument('<client-id>', 'the id it signs in with')
      .action((clientId: string) => suspendChannel(readConfig(), clientId, isSuspended));
  }

  channel
    .command('secret')
    .description('give a partner a new secret, printed once; the one before counts until the next')
    .argument('<client-id>', 'the id it signs in with')
    .action((clientId: string) => rotateChannelSecret(readConfig(), clientId));

  channel
    .command('report')
    .description("everybody's pay of a quarter, for the tax authority; holds identity numbers")
    .argument('<quarter>', 'as 2026-Q4')
    .requiredOption('--out <file>', 'where to write it: a .csv or an .xlsx file')
    .action((quarter: string, { out }: { out: string }) => reportQuarter(readConfig(), quarter, out));

  program
    .command('operator')
    .description('people who run the house')
    .command('create')
    .description('add an operator; the password to begin with is printed once')
    .argument('<name>', 'the name they sign in with')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('administrator'))
    .action((name: string, { role }: { role: OperatorRole }) => createOperator(readConfig(), name, role));

  const ledger = program.command('ledger').description('the books');
  ledger
    .command('verify')
    .description('prove the books; exits 1 when something is wrong')
    .action(() => verifyBooks(readConfig()));

  const search = program.command('search').description('the bits that job searches are counted by');
  for (const [name, says, run] of [
    [
      'rebuild',
      'build them anew; searches stay exact meanwhile, and other processes go on if this one is stopped',
      rebuildSearch,
    ],
    ['verify', 'compare them with counting every row; exits 1 when something differs', verifySearch],
  ] as const) {
    search
      .command(name)
      .description(says)
      .option('--market <market>', 'the market', 'cloudwork')
      .action((options: { market: string }) => run(readConfig(), options.market));
  }

  try {
    await program.parseAsync(argv);
  } catch (error) {
    const text =
      error instanceof ConfigError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    process.stderr.write(`linggong: ${text}\n`);
    process.exitCode = 1;
  }
}
