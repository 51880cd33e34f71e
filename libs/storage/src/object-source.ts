import type { SourceAddress } from '#graft/config';
import { Unavailable } from '#graft/problems';

export interface SourceObject {
  /** Path below the source's address, `/` between folders. */
  key: string;
  /** Bytes. */
  size: number;
  /** Changes when the object does. */
  etag: string;
}

/** What lies in a bucket or folder, to be looked through; never written. */
export interface ObjectSource {
  /** Where it really lies: of a folder, with all links resolved. */
  readonly address: SourceAddress;
  /** In the order of keys, by code point. @throws NotFound for a bucket that is not there, Unavailable */
  list(): AsyncIterable<SourceObject>;
  /**
   * Copies an object to a file of this machine.
   * @throws NotFound; ObjectUnreadable when the source does not hand it out; StorageFull
   */
  save(key: string, path: string): Promise<void>;
  /** @throws Unavailable, NotFound, unless the source can be listed now */
  check(): Promise<void>;
}

/** One object cannot be read now. That says nothing about its bytes, nor about other objects. */
export class ObjectUnreadable extends Unavailable {}
