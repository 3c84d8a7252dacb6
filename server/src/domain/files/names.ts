import { refuseUnless } from '../../kernel/errors.ts';

// Control characters, characters without width, and those that turn the direction of writing: "cod\u202egpj.exe" shows
// as "codexe.jpg".
const deceiving = /[\p{Cc}\p{Cf}\u2028\u2029\ufffc]/gu;

/** The longest name, in characters. */
const longest = 200;

/**
 * The name a file is kept under: the last part of what the caller gave, without deceiving characters. Throws
 * `file.name_too_long` above 200 characters.
 */
export function nameOfUpload(given: string): string {
  // By way of UTF-8, which has no place for half a character.
  const name = Buffer.from(given)
    .toString()
    .replace(deceiving, '')
    .replace(/^.*[/\\]/, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  refuseUnless(Array.from(name).length <= longest, 'file.name_too_long');
  return name === '' ? 'file' : name;
}
