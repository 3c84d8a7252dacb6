import type { PersonActor, Units } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import {
  type Crop,
  type FileMeans,
  forgetFiles,
  type PictureKind,
  type Received,
  storeCropped,
  useFile,
} from '../files/index.ts';
import { setClientAvatar, setClientLogo, setFreelancerAvatar } from './profiles.sql.ts';

/**
 * Sets the picture of the side the caller acts for, cut out of an upload (seed 000: 上传附件/头像), in place of the
 * earlier one, which is deleted. Returns its public name. Throws `file.role_not_allowed` for the logo of a freelancer,
 * `file.too_large`, `file.not_an_image`, `file.crop_invalid`, `file.name_too_long` and `file.busy`.
 */
export async function changePicture(
  units: Units,
  means: FileMeans,
  actor: PersonActor,
  { received, kind, crop }: { received: Received; kind: PictureKind; crop: Crop | undefined },
): Promise<string> {
  refuseUnless(kind === 'avatar' || actor.role === 'client', 'file.role_not_allowed');
  const { id, uid } = await storeCropped(units, means, { received, kind, crop, owner: actor.userId });
  const subject = `${kind}:${actor.partyId}`;
  await units.write(async (ctx) => {
    // The profile's row first: two changes at once then follow each other, and the second sees the first's picture.
    await ctx.db.query(statementFor(kind, actor), [actor.partyId, uid, ctx.now]);
    await useFile(ctx, { fileId: id, ownerUserId: actor.userId, kinds: [kind], subject, isPublic: true });
    await forgetFiles(ctx, subject, id);
  });
  return uid;
}

function statementFor(kind: PictureKind, { role }: PersonActor) {
  if (kind === 'logo') return setClientLogo;
  return role === 'freelancer' ? setFreelancerAvatar : setClientAvatar;
}
