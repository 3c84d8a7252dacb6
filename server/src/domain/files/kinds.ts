/** What an upload is for (seed 000: 上传附件/头像); `article` is what the rich text editor sends. */
export const attachmentKinds = [
  'job',
  'contract',
  'milestone',
  'proposal',
  'portfolio',
  'shot',
  'company',
  'article',
] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];

/** The same, and `general` of wires that do not say what an upload is for. */
export type UploadKind = AttachmentKind | 'general';

/** Pictures of a person or a team, cut out of what was uploaded. */
export const pictureKinds = ['avatar', 'logo'] as const;
export type PictureKind = (typeof pictureKinds)[number];

export type FileKind = UploadKind | PictureKind;

/** The largest upload, in bytes: 20 MiB, and 5 MiB for pictures. */
export const maxAttachmentBytes = 20 * 1_048_576;
export const maxPictureBytes = 5 * 1_048_576;
