/** Who hears what: the tasks that each event starts. */
export const listeners: Readonly<Record<string, readonly string[]>> = {};
