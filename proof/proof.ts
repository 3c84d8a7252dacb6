/** What a proof is: a claim, a run that could refute it, and a run with a planted fault that must. */
import { chance } from '../bench/data.ts';

export interface Outcome {
  /** What was counted, for people to read. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** What speaks against the claim; nothing when it holds. */
  readonly findings: readonly string[];
}

export type Tier = 'gate' | 'night';

export interface Means {
  readonly tier: Tier;
  /** Numbers from 0 to 1 that follow from the seed. */
  readonly random: () => number;
  readonly say: (text: string) => void;
}

export interface Proof {
  readonly name: string;
  /** The procedure it follows. */
  readonly follows: string;
  readonly claim: string;
  /** Programs that must be installed; without them it is not run, and says so. */
  readonly needs?: readonly string[];
  /** Whether it is too long for the gate. */
  readonly nightOnly?: boolean;
  run(means: Means): Promise<Outcome>;
  /** The fault that is planted, and the same run with it: it must find something. */
  readonly teeth: { readonly fault: string; run(means: Means): Promise<Outcome> };
}

export interface Result extends Outcome {
  readonly name: string;
  readonly follows: string;
  readonly claim: string;
  readonly tier: Tier;
  readonly seed: number;
  readonly seconds: number;
  readonly teeth: { readonly fault: string; readonly found: number; readonly example: string };
  readonly holds: boolean;
}

/** Runs a proof and its teeth. It holds when the run found nothing and the planted fault was found. */
export async function prove(proof: Proof, tier: Tier, seed: number, say: (text: string) => void): Promise<Result> {
  const startedAt = performance.now();
  const means = (): Means => ({ tier, random: chance(seed), say });
  const outcome = await proof.run(means());
  say('the same with a planted fault');
  const bitten = await proof.teeth.run(means());
  const { name, follows, claim } = proof;
  return {
    name,
    follows,
    claim,
    tier,
    seed,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    figures: outcome.figures,
    findings: outcome.findings.slice(0, 20),
    teeth: { fault: proof.teeth.fault, found: bitten.findings.length, example: bitten.findings[0] ?? '' },
    holds: outcome.findings.length === 0 && bitten.findings.length > 0,
  };
}
