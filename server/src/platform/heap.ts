import { setFlagsFromString } from 'node:v8';

/** Lets the heap take room for short-lived things again, which bin/linggong.js has kept it from while the program starts. */
export const growFreely = (): void => setFlagsFromString('--semi-space-growth-factor=2');
