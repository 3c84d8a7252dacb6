/** Fields that say how a person is reached. */
import { type Field, text } from './fields.ts';

/** A mobile number of the mainland: eleven digits. */
export const mobile = (): Field<string | undefined> => text({ pattern: /^1[3-9]\d{9}$/, max: 11 });

/** An e-mail address. */
export const email = (): Field<string | undefined> => text({ pattern: /^[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+$/, max: 100 });
