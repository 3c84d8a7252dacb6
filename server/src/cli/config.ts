import { settings } from '../settings.ts';

/** Prints every setting: name, value in force, default, meaning. Secrets are not shown. */
export function printConfig(environment: Readonly<Record<string, string | undefined>>): void {
  for (const { name, standard, means, isSecret } of settings) {
    const given = environment[name];
    const value = given === undefined || given === '' ? '' : isSecret ? ' (set)' : ` = ${given}`;
    process.stdout.write(`${name}${value}\n    ${means}\n    default: ${standard === '' ? 'none' : standard}\n`);
  }
}
