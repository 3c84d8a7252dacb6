#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// What is made at start is kept: room for short-lived things would only be taken, and never be given back. A process that has
// started takes it as it needs it (server/src/platform/heap.ts).
setFlagsFromString('--semi-space-growth-factor=1');
await import('../dist/main.js');
