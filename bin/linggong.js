#!/usr/bin/env node
// oxlint-disable-next-line import/no-unassigned-import -- the program is the module.
import '../dist/main.js';
