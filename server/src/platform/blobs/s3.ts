import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { assertBlobKey, BlobMissing, type BlobStore } from '../../kernel/blobs.ts';

export interface S3Settings {
  readonly bucket: string;
  /** Empty for Amazon's own. */
  readonly endpoint: string;
  readonly region: string;
  /** Empty to take the credentials of the machine. */
  readonly accessKey: string;
  readonly secretKey: string;
}

const folder = 'files/';

/** Keeps blobs in a bucket of S3 or of a service that speaks it. The SDK is loaded with the first blob. */
export function s3Blobs(settings: S3Settings): BlobStore {
  let opening: Promise<{ sdk: typeof import('@aws-sdk/client-s3'); client: S3Client }> | undefined;
  const open = () => {
    opening ??= import('@aws-sdk/client-s3').then((sdk) => ({ sdk, client: new sdk.S3Client(clientConfig(settings)) }));
    return opening;
  };
  const placeOf = (key: string) => {
    assertBlobKey(key);
    return { Bucket: settings.bucket, Key: folder + key };
  };
  return {
    async put(key, content, { mime }) {
      const place = placeOf(key);
      const { sdk, client } = await open();
      const isPath = typeof content === 'string';
      const size = isPath ? (await stat(content)).size : content.length;
      const body = isPath ? createReadStream(content) : content;
      const object = { ...place, Body: body, ContentLength: size, ContentType: mime };
      try {
        await client.send(new sdk.PutObjectCommand(object));
      } finally {
        if (body instanceof Readable) body.destroy();
      }
    },
    async open(key) {
      const place = placeOf(key);
      const { sdk, client } = await open();
      try {
        const { Body } = await client.send(new sdk.GetObjectCommand(place));
        if (Body instanceof Readable) return Body;
      } catch (error) {
        if (error instanceof sdk.NoSuchKey) throw new BlobMissing(key, { cause: error });
        throw error;
      }
      throw new Error('the answer of S3 has no body');
    },
    async remove(key) {
      const place = placeOf(key);
      const { sdk, client } = await open();
      await client.send(new sdk.DeleteObjectCommand(place));
    },
  };
}

function clientConfig({ endpoint, region, accessKey, secretKey }: S3Settings): S3ClientConfig {
  return {
    region,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000 },
    // Services other than Amazon's do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint !== '' && { endpoint, forcePathStyle: true }),
    ...(accessKey !== '' && { credentials: { accessKeyId: accessKey, secretAccessKey: secretKey } }),
  };
}
