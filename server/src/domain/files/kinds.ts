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

/** Pictures of a person or a team, cut out of what was uploaded. */
export const pictureKinds = ['avatar', 'logo'] as const;
export type PictureKind = (typeof pictureKinds)[number];

export type FileKind = AttachmentKind | PictureKind;

/** The largest upload, in bytes: 20 MiB, and 5 MiB for pictures. */
export const maxAttachmentBytes = 20 * 1_048_576;
export const maxPictureBytes = 5 * 1_048_576;
