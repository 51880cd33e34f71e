import type { Digest } from '#graft/storage';

/** What a process that makes pictures is told at its start. */
export interface PictureSettings {
  dataDir: string;
  s3?: { endpoint: string; accessKey: string; secretKey: string; bucket: string; region: string };
  maxPixels: number;
}

/** A picture to make: a small WebP of an image, or one of the sample set by its name. */
export type PictureOrder = { thumbnail: Digest; size: number } | { sample: string };
