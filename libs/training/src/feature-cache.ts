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

/** What decides the features of an image, besides its bytes. */
export interface FeatureKey {
  /** See `networkDigest`. */
  prefix: Digest;
  preprocessing: Preprocessing;
  /** Which augmentation of the image; `plain` is the image itself. */
  view: 'plain';
}

const SUFFIX = '.features';
const DIGEST_BYTES = 32;
const HEADER_BYTES = DIGEST_BYTES + 4;

interface Place {
  /** Of the segment. */
  fd: number;
  /** Of the record, in bytes. */
  offset: number;
}

/**
 * Features of images under one key, on this machine's disk: a few packed files ("segments"), indexed by the image's
 * digest. Each process appends to a segment of its own, so processes never meet in one file. A segment is records of
 * one length: digest (32 bytes), CRC-32 of digest and values (uint32), values (float32), all little-endian. A record
 * that a crash cut short or spoilt is as good as absent.
 *
 * Values are read from the file each time: the page cache makes it 2 µs for 1280 values, and no set is too large.
 */
export class FeatureCache {
  private readonly places = new Map<string, Place>();
  private readonly segments: number[] = [];
  private readonly record: Buffer;
  /** The segment that this process appends to. */
  private own?: { fd: number; end: number };

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
    const whole =
      readSync(place.fd, this.record, 0, this.record.length, place.offset) === this.record.length &&
      this.record.readUInt32LE(DIGEST_BYTES) === checksum(this.record);
    if (!whole) this.places.delete(hex(image));
    return whole;
  }

  /** @throws StorageFull */
  append(image: Digest, features: Float32Array): void {
    this.own ??= this.begin();
    this.record.write(hex(image), 'hex');
    this.record.set(new Uint8Array(features.buffer, features.byteOffset, features.byteLength), HEADER_BYTES);
    this.record.writeUInt32LE(checksum(this.record), DIGEST_BYTES);
    writeAll(this.own.fd, this.record);
    this.places.set(hex(image), { fd: this.own.fd, offset: this.own.end });
    this.own.end += this.record.length;
  }

  /** Writes the features of an image that `has` said is here into `target` from `offset` on. */
  read(image: Digest, target: Float32Array, offset: number): void {
    const { fd, offset: start } = this.places.get(hex(image))!;
    const bytes = new Uint8Array(target.buffer, target.byteOffset + offset * 4, this.size * 4);
    readSync(fd, bytes, 0, bytes.length, start + HEADER_BYTES);
  }

  close(): void {
    for (const fd of this.segments) closeSync(fd);
  }

  private begin(): { fd: number; end: number } {
    const fd = openSync(join(this.folder, `${this.name}-${randomUUID()}${SUFFIX}`), 'wx+');
    this.segments.push(fd);
    return { fd, end: 0 };
  }

  private index(path: string): void {
    const fd = openIfPresent(path);
    if (fd === undefined) return;
    this.segments.push(fd);
    const now = new Date();
    futimesSync(fd, now, now); // used just now: `dropOldest` takes others first
    const digest = Buffer.alloc(DIGEST_BYTES);
    const end = fstatSync(fd).size;
    for (let offset = 0; offset + this.record.length <= end; offset += this.record.length) {
      readSync(fd, digest, 0, DIGEST_BYTES, offset);
      this.places.set(digest.toString('hex'), { fd, offset });
    }
  }
}

/** Bytes that the features of one image take on disk. */
export function recordBytes(size: number): number {
  return HEADER_BYTES + size * 4;
}

/**
 * Deletes the segments used longest ago until no more than `limit` bytes are left. A process that has one open goes on
 * reading it.
 */
export function dropOldest(folder: string, limit: number): void {
  const segments = readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => ({ path: join(folder, file), stat: statSync(join(folder, file), { throwIfNoEntry: false }) }))
    .flatMap(({ path, stat }) => (stat ? { path, size: stat.size, usedAt: stat.mtimeMs } : []))
    .sort((a, b) => b.usedAt - a.usedAt);
  let total = 0;
  for (const { path, size } of segments) {
    total += size;
    if (total > limit) rmSync(path, { force: true });
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
