import { type PreviousUpload, Upload } from 'tus-js-client';
import { mayRetryUpload, uploadProblem } from '#graft/api';
import { Cancelled } from '#graft/problems';

/** Bytes. */
export interface Sent {
  sent: number;
  total: number;
}

interface Options {
  /** The name of the file on the server. */
  name: string;
  onProgress?: (sent: Sent) => void;
  /** Stops the sending; what arrived stays for a day, so that the same file continues there. */
  signal?: AbortSignal;
}

/** A file that is on the server. */
export interface Uploaded {
  id: string;
  /** To be called once it has been used, which uses it up: the same file is then sent again. */
  forget: () => Promise<void>;
}

const INTERRUPTED = 'The server does not answer. Start the same upload again to resume it.';

/** A server that restarts is back within seconds. */
const RETRY_MS = [0, 500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/**
 * Sends a file by the tus protocol. One that was cut off, even by closing the page, continues where it stopped; one that
 * is there whole, and not forgotten, is not sent again.
 * @throws Problem as the server tells it; Unavailable when it does not answer; Cancelled by the signal
 */
export async function sendFile(file: Blob, { name, onProgress, signal }: Options): Promise<Uploaded> {
  const fingerprint = await fingerprintOf(file, name);
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: '/uploads',
      metadata: { filename: name },
      retryDelays: RETRY_MS,
      onShouldRetry: mayRetryUpload,
      fingerprint: () => Promise.resolve(fingerprint ?? ''),
      storeFingerprintForResuming: fingerprint !== null,
      onProgress: (sent, total) => onProgress?.({ sent, total: total ?? file.size }),
      onError: (error) => reject(uploadProblem(error, INTERRUPTED)),
      onSuccess: () =>
        resolve({
          id: upload.url!.slice(upload.url!.lastIndexOf('/') + 1),
          forget: async () => {
            for (const { urlStorageKey } of await previousOf(upload, fingerprint))
              await upload.options.urlStorage?.removeUpload(urlStorageKey);
          },
        }),
    });
    const stop = () => {
      void upload.abort();
      reject(new Cancelled('The upload was stopped.'));
    };
    if (signal?.aborted) return stop();
    signal?.addEventListener('abort', stop, { once: true });
    resumeOrStart(upload, fingerprint).catch(reject);
  });
}

async function resumeOrStart(upload: Upload, fingerprint: string | null): Promise<void> {
  const [previous] = await previousOf(upload, fingerprint);
  if (previous) upload.resumeFromPreviousUpload(previous);
  upload.start();
}

const previousOf = async (upload: Upload, fingerprint: string | null): Promise<PreviousUpload[]> =>
  fingerprint === null ? [] : upload.findPreviousUploads();

/** Bytes from the beginning and the end that tell files of one name and size apart: a zip's end lists what is in it. */
const TELLING = 2 ** 20;

/** Null if the browser computes no digests: on plain HTTP beyond this machine. */
async function fingerprintOf(file: Blob, name: string): Promise<string | null> {
  if (!globalThis.isSecureContext) return null;
  const facts = `${name} ${file.size} ${file instanceof File ? file.lastModified : ''}`;
  const telling = new Blob([facts, file.slice(0, TELLING), file.slice(Math.max(0, file.size - TELLING))]);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await telling.arrayBuffer()));
  return `graft-upload-${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
