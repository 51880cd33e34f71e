import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  futimesSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { canonicalJson, digestOf } from '#graft/artifact';
import type { Preprocessing } from '#graft/images';
import type { Network } from '#graft/network';
import { diskFull } from '#graft/problems';
import type { Digest } from '#graft/storage';
import type { FeatureMaker } from './feature-maker.js';

/** What decides the features of an image, besides its bytes. */
export interface FeatureKey {
  /** See `networkDigest`. */
  prefix: Digest;
  preprocessing: Preprocessing;
  /** Which augmentation of the image; `plain` is the image itself. */
  view: 'plain';
  /** What computed them: other code, libraries or processors make other values. */
  madeBy: FeatureMaker;
}

const SUFFIX = '.features';
const DIGEST_BYTES = 32;
const HEADER_BYTES = DIGEST_BYTES + 4;
/** Segments that were not used for so long are deleted: code or a model made them that is gone. */
const UNUSED_MS = 30 * 24 * 3600_000;

interface Segment {
  path: string;
  fd: number;
}

interface Place {
  segment: Segment;
  /** Of the record, in bytes. */
  offset: number;
}

/**
 * Features of images under one key, on this machine's disk: a few packed files ("segments"), indexed by the image's
 * digest. Each process appends to a segment of its own, so processes never meet in one file. A segment is records of
 * one length: digest (32 bytes), CRC-32 of digest and values (uint32), values (float32), all little-endian. A record
 * that a crash cut short counts as absent. A segment with a record that was damaged is deleted.
 *
 * Values are read from the file each time: the page cache makes it 2 µs for 1280 values, and no set is too large.
 */
export class FeatureCache {
  private readonly places = new Map<string, Place>();
  private segments: Segment[] = [];
  private readonly record: Buffer;
  /** The segment that this process appends to. */
  private own?: Segment & { end: number };

  private constructor(
    private readonly folder: string,
    private readonly name: string,
    /** Values of one image's features. */
    readonly size: number,
  ) {
    this.record = Buffer.alloc(recordBytes(size));
  }

  /** @param size values of one image's features. */
  static open(folder: string, key: FeatureKey, size: number): FeatureCache {
    mkdirSync(folder, { recursive: true });
    const name = hex(digestOf(Buffer.from(canonicalJson({ ...key, size }))));
    const cache = new FeatureCache(folder, name, size);
    const paths = readdirSync(folder).filter((file) => file.startsWith(name) && file.endsWith(SUFFIX));
    for (const path of paths) cache.index(join(folder, path));
    return cache;
  }

  /** Whether the features lie here whole. */
  has(image: Digest): boolean {
    const place = this.places.get(hex(image));
    if (place === undefined) return false;
    const { segment, offset } = place;
    const whole =
      readSync(segment.fd, this.record, 0, this.record.length, offset) === this.record.length &&
      this.record.readUInt32LE(DIGEST_BYTES) === checksum(this.record);
    if (!whole) {
      this.places.delete(hex(image));
      rmSync(segment.path, { force: true }); // else the next run finds the damaged record again
    }
    return whole;
  }

  /** Whether the features were here before this process, which did not compute them. */
  isOlder(image: Digest): boolean {
    const place = this.places.get(hex(image));
    return place !== undefined && place.segment !== this.own;
  }

  /** Deletes all features under this key. */
  clear(): void {
    for (const { path } of this.segments) rmSync(path, { force: true });
    this.close();
    this.places.clear();
    this.own = undefined;
  }

  /** @throws StorageFull */
  append(image: Digest, features: Float32Array): void {
    this.own ??= this.begin();
    this.record.write(hex(image), 'hex');
    this.record.set(new Uint8Array(features.buffer, features.byteOffset, features.byteLength), HEADER_BYTES);
    this.record.writeUInt32LE(checksum(this.record), DIGEST_BYTES);
    writeAll(this.own.fd, this.record);
    this.places.set(hex(image), { segment: this.own, offset: this.own.end });
    this.own.end += this.record.length;
  }

  /** Writes the features of an image that `has` said is here into `target` from `offset` on. */
  read(image: Digest, target: Float32Array, offset: number): void {
    const { segment, offset: start } = this.places.get(hex(image))!;
    const bytes = new Uint8Array(target.buffer, target.byteOffset + offset * 4, this.size * 4);
    readSync(segment.fd, bytes, 0, bytes.length, start + HEADER_BYTES);
  }

  close(): void {
    for (const { fd } of this.segments) closeSync(fd);
    this.segments = [];
  }

  private begin(): Segment & { end: number } {
    const path = join(this.folder, `${this.name}-${randomUUID()}${SUFFIX}`);
    const own = { path, fd: openSync(path, 'wx+'), end: 0 };
    this.segments.push(own);
    return own;
  }

  private index(path: string): void {
    const fd = openIfPresent(path);
    if (fd === undefined) return;
    const segment: Segment = { path, fd };
    this.segments.push(segment);
    const now = new Date();
    futimesSync(fd, now, now); // used just now: `dropOldest` takes others first
    const digest = Buffer.alloc(DIGEST_BYTES);
    const end = fstatSync(fd).size;
    for (let offset = 0; offset + this.record.length <= end; offset += this.record.length) {
      readSync(fd, digest, 0, DIGEST_BYTES, offset);
      this.places.set(digest.toString('hex'), { segment, offset });
    }
  }
}

/** Bytes that the features of one image take on disk. */
export function recordBytes(size: number): number {
  return HEADER_BYTES + size * 4;
}

/**
 * Deletes the segments used longest ago until no more than `limit` bytes are left, and those not used for 30 days. A
 * process that has one open goes on reading it.
 */
export function dropOldest(folder: string, limit: number, now = Date.now()): void {
  const segments = readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => ({ path: join(folder, file), stat: statSync(join(folder, file), { throwIfNoEntry: false }) }))
    .flatMap(({ path, stat }) => (stat ? { path, size: stat.size, usedAt: stat.mtimeMs } : []))
    .sort((a, b) => b.usedAt - a.usedAt);
  let total = 0;
  for (const { path, size, usedAt } of segments) {
    total += size;
    if (total > limit || now - usedAt > UNUSED_MS) rmSync(path, { force: true });
  }
}

/** Over what the network computes: its layers and the bytes of their weights, but not its name. */
export function networkDigest({ layers, inputs, outputs, kerasVersion }: Network): Digest {
  const described = layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map(({ bytes, ...spec }) => ({ ...spec, digest: digestOf(bytes) })),
  }));
  return digestOf(Buffer.from(canonicalJson({ layers: described, inputs, outputs, kerasVersion })));
}

/** Over the digest and the values of a record. */
function checksum(record: Buffer): number {
  return crc32(record.subarray(HEADER_BYTES), crc32(record.subarray(0, DIGEST_BYTES)));
}

function writeAll(fd: number, bytes: Buffer): void {
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written);
  } catch (error) {
    throw diskFull(error) ?? error;
  }
}

/** Another process may have dropped the file since its name was read. */
function openIfPresent(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function hex(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
