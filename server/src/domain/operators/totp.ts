import { generateSecret, generateURI, verifySync } from 'otplib';

/** Seconds a code lives; one step before and after counts as well, for clocks that are a little off. */
const period = 30;

/** A new secret, and the address by which an authenticator app takes it. */
export function newTotp(name: string): { secret: string; uri: string } {
  const secret = generateSecret();
  return { secret, uri: generateURI({ issuer: 'Linggong', label: name, secret }) };
}

/** The time step a code belongs to; undefined when it is none of the steps around `now` (RFC 6238). */
export function totpStep(secret: string, code: string, now: Date): bigint | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const epoch = Math.floor(now.getTime() / 1000);
  const found = verifySync({ secret, token: code, epoch, epochTolerance: period });
  return found.valid && 'timeStep' in found ? BigInt(found.timeStep as number) : undefined;
}
