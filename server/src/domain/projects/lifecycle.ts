import { machine, type MoveOf, type StateOf } from '../../kernel/machine.ts';

/** A project, from its review to its end (seed 001, 4.8). */
export const projectLifecycle = machine({
  initial: 'in_review',
  final: ['finished', 'terminated'],
  moves: {
    accept: { from: ['in_review', 'rejected'], to: 'recruiting', by: ['broker', 'administrator', 'operator'] },
    reject: { from: ['in_review'], to: 'rejected', by: ['broker', 'administrator', 'operator'] },
    resubmit: { from: ['rejected'], to: 'in_review', by: ['client', 'administrator'] },
    completeRecruiting: { from: ['recruiting'], to: 'ready', by: ['client'] },
    start: { from: ['ready'], to: 'running', by: ['client'] },
    recruitAgain: { from: ['ready', 'running'], to: 'recruiting', by: ['client', 'broker'] },
    finish: { from: ['running'], to: 'finished', by: ['client'] },
    terminate: {
      from: ['rejected', 'in_review', 'recruiting', 'ready', 'running'],
      to: 'terminated',
      by: ['administrator', 'operator'],
    },
  },
});

/** A step of a project; one is recruited for when the one before is accepted (seed 001, 4.9). */
export const stepLifecycle = machine({
  initial: 'waiting',
  final: ['accepted'],
  moves: {
    open: { from: ['waiting'], to: 'recruiting', by: ['client', 'broker', 'administrator', 'operator'] },
    completeRecruiting: { from: ['recruiting'], to: 'running', by: ['client'] },
    complete: { from: ['running'], to: 'in_acceptance', by: ['client'] },
    sendBack: { from: ['in_acceptance'], to: 'running', by: ['broker', 'client'] },
    accept: { from: ['in_acceptance'], to: 'accepted', by: ['broker', 'client'] },
  },
});

/** Somebody's part in a project or in a step of it (seed 001, 4.8.4, 4.8.5, 4.10.4 to 4.10.6). */
export const hiringLifecycle = machine({
  initial: 'offered',
  final: ['declined', 'lapsed', 'ended'],
  moves: {
    accept: { from: ['offered'], to: 'accepted', by: ['freelancer'] },
    employ: { from: ['offered'], to: 'accepted', by: ['client'] },
    decline: { from: ['offered'], to: 'declined', by: ['freelancer'] },
    lapse: { from: ['offered'], to: 'lapsed', by: ['client', 'administrator', 'operator'] },
    askEnd: { from: ['accepted'], to: 'ending', by: ['client'] },
    keep: { from: ['ending'], to: 'accepted', by: ['broker'] },
    end: { from: ['ending'], to: 'ended', by: ['broker'] },
  },
});

export type ProjectState = StateOf<typeof projectLifecycle>;
export type ProjectMove = MoveOf<typeof projectLifecycle>;
export type StepState = StateOf<typeof stepLifecycle>;
export type StepMove = MoveOf<typeof stepLifecycle>;
export type HiringState = StateOf<typeof hiringLifecycle>;
export type HiringMove = MoveOf<typeof hiringLifecycle>;

export const projectStates: readonly ProjectState[] = [
  'rejected',
  'in_review',
  'recruiting',
  'ready',
  'running',
  'finished',
  'terminated',
];

/** States in which a project's steps go on. */
export const livingProject: readonly ProjectState[] = ['recruiting', 'ready', 'running'];
