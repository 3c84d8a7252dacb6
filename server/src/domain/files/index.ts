export type { FileRow } from './files.sql.ts';
export { createImages, type Crop, type Images } from './images.ts';
export {
  type AttachmentKind,
  attachmentKinds,
  type FileKind,
  maxAttachmentBytes,
  type PictureKind,
  pictureKinds,
} from './kinds.ts';
export { type FileMeans, type Received, storeCropped, storeFile } from './store.ts';
export { fileTasks } from './tasks.ts';
export {
  type FileUse,
  fileAtAddress,
  filesByIds,
  filesOf,
  forgetFile,
  forgetFiles,
  grantFile,
  openFile,
  openFileAsOperator,
  type ReadableFile,
  replaceFiles,
  subjectOf,
  useFile,
  useFiles,
} from './use.ts';
