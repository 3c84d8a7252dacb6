/** Events as partners hear of them: what has changed, by the document's names; contents are for them to ask for. */
import { type EventKind, eventKinds, type EventRow, type Noun, type WebhookRow } from '../../domain/channels/index.ts';
import { isoTime } from './forms.ts';

const names: Readonly<Record<Noun, string>> = {
  person: 'user',
  company: 'company',
  posting: 'task',
  application: 'application',
  payment: 'payment',
};

/** The version of what is sent; it changes when a client must. */
const version = 1;

const wordOf = (kind: EventKind): string => {
  const [noun, change] = kind.split('.') as [Noun, string]; // As the list of kinds is made.
  return `${names[noun]}.${change}`;
};

/** Every event by its word on this wire. */
const kindsByWord = new Map(eventKinds.map((kind) => [wordOf(kind), kind]));
export const eventWords: readonly string[] = [...kindsByWord.keys()];
export const toKinds = (words: readonly string[]): EventKind[] => words.flatMap((word) => kindsByWord.get(word) ?? []);
export const toWords = (kinds: readonly EventKind[]): string[] => kinds.map(wordOf);

/** An event's word, as it is shown in the log of deliveries. */
export const eventWord = ({ noun, change }: Pick<EventRow, 'noun' | 'change'>): string => `${names[noun]}.${change}`;

/** What is sent for an event. */
export function eventBody(event: EventRow): string {
  const { uid, sequence, noun, own_id: ownId, state, at } = event;
  const object = { [`channel_${names[noun]}_id`]: ownId, ...(state !== null && { status: state }) };
  return bodyOf(uid, eventWord(event), Number(sequence), at, object);
}

/** What is sent to try a webhook out. */
export const testBody = ({ uid }: WebhookRow, at: Date): string =>
  bodyOf(`test-${uid}`, 'webhook.test', 0, at, { webhook_id: uid });

const bodyOf = (id: string, type: string, sequence: number, at: Date, data: Record<string, string>): string =>
  JSON.stringify({ id, type, version, sequence, created_at: isoTime(at), data });
