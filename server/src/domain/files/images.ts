import type { default as Decoder, Sharp, SharpOptions } from 'sharp';
import { DomainError } from '../../kernel/errors.ts';
import { createQueue } from '../../kernel/queue.ts';
import type { CodedImage } from './content.ts';

/** The box a caller cut out of an image that was shown `boundx` wide and `boundy` high. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly boundx: number;
  readonly boundy: number;
}

/** Decodes and encodes images, a few at a time. */
export interface Images {
  /** The image without anything but its pixels, upright. Throws `file.not_an_image` when it cannot be decoded. */
  clean(path: string, mime: CodedImage): Promise<Buffer>;
  /** The box, or the largest square in the middle, as a JPEG of 320 by 320. Throws `file.not_an_image` or `file.crop_invalid`. */
  cutOut(path: string, crop: Crop | undefined): Promise<Buffer>;
}

const maxPixels = 50_000_000;
const maxSeconds = 5;
/** The side of a picture, in pixels. */
const pictureSide = 320;

const settings: SharpOptions = { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true };

/** At most `atOnce` images are worked on and `waiting` wait; further ones are refused with `file.busy`. */
export function createImages({ atOnce, waiting }: { atOnce: number; waiting: number }): Images {
  const inTurn = createQueue({ atOnce, waiting, busy: 'file.busy' });
  return {
    clean: (path, mime) =>
      inTurn(async () => {
        const image = (await load(path, mime)).timeout({ seconds: maxSeconds });
        return decoding(() => encoders[mime](image).toBuffer());
      }),
    cutOut: (path, crop) =>
      inTurn(async () => {
        const sharp = await decoder();
        const image = sharp(path, settings).timeout({ seconds: maxSeconds });
        const { autoOrient } = await decoding(() => image.metadata());
        const box = crop ? boxOf(crop, autoOrient) : { left: 0, top: 0, ...sizeOf(autoOrient) };
        return decoding(() =>
          image
            .autoOrient()
            .extract(box)
            .resize(pictureSide, pictureSide, { fit: 'cover' })
            .flatten({ background: '#ffffff' })
            .jpeg({ quality: 90 })
            .toBuffer(),
        );
      }),
  };
}

let loading: Promise<typeof Decoder> | undefined;

/** Loaded for the first picture: few things weigh more at start. */
function decoder(): Promise<typeof Decoder> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return loading;
}

const mayMove: readonly CodedImage[] = ['image/gif', 'image/webp', 'image/tiff'];

/** Images of several frames or pages keep them all; those are never turned. */
async function load(path: string, mime: CodedImage): Promise<Sharp> {
  const sharp = await decoder();
  return mayMove.includes(mime) ? sharp(path, { ...settings, animated: true }) : sharp(path, settings).autoOrient();
}

const encoders: Readonly<Record<CodedImage, (image: Sharp) => Sharp>> = {
  'image/jpeg': (image) => image.jpeg({ quality: 90 }),
  'image/png': (image) => image.png(),
  'image/gif': (image) => image.gif({ effort: 3 }),
  'image/webp': (image) => image.webp({ quality: 90, effort: 1 }),
  'image/avif': (image) => image.avif({ quality: 60, effort: 0 }),
  'image/tiff': (image) => image.tiff({ compression: 'lzw' }),
};

/** Whatever the decoder says about the bytes, they are not an image that we take. */
async function decoding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new DomainError('file.not_an_image', { cause: String(error).slice(0, 300) });
  }
}

const sizeOf = ({ width, height }: { readonly width: number; readonly height: number }) => ({ width, height });

/** The box in pixels of the real image, moved inside its edges. Throws `file.crop_invalid` when nothing is left of it. */
export function boxOf(
  { x, y, w, h, boundx, boundy }: Crop,
  { width, height }: { readonly width: number; readonly height: number },
): { left: number; top: number; width: number; height: number } {
  if (!(boundx > 0 && boundy > 0 && w > 0 && h > 0)) throw new DomainError('file.crop_invalid');
  const [left, right] = span(x, w, width / boundx, width);
  const [top, bottom] = span(y, h, height / boundy, height);
  return { left, top, width: right - left, height: bottom - top };
}

function span(from: number, length: number, scale: number, end: number): [number, number] {
  const [low, high] = [from * scale, (from + length) * scale];
  if (!(low < end && high > 0)) throw new DomainError('file.crop_invalid');
  const start = Math.min(Math.max(0, Math.round(low)), end - 1);
  return [start, Math.min(Math.max(start + 1, Math.round(high)), end)];
}
