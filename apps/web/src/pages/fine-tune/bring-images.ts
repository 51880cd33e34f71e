import { body, jobEvents } from '#graft/api';
import { Cancelled, Problem, type ProblemDetails } from '#graft/problems';
import { api, connection } from '../../api/client';
import { type Arrival, pathOf } from '../../api/datasets';
import { sendFile, type Sent } from '../../api/uploads';
import { type Draft, entriesOf } from './images/image-draft';

/** How far images have come on their way to the server. */
export type Stage =
  | { kind: 'packing' }
  | { kind: 'sending'; progress: Sent | null }
  | { kind: 'arriving'; progress: { done: number; total: number } | null }
  | { kind: 'starting' };

interface Way {
  onStage: (stage: Stage) => void;
  signal: AbortSignal;
}

/** Sends a draft; its images arrive as a version of the data set of this name. @throws Problem */
export async function sendDraft(draft: Draft, name: string, { onStage, signal }: Way): Promise<Arrival> {
  onStage({ kind: 'packing' });
  const zip = draft.zip ?? (await packed(draft));
  signal.throwIfAborted();
  onStage({ kind: 'sending', progress: null });
  const { id: upload, forget } = await sendFile(zip, {
    name: draft.zip?.name ?? `${name}.zip`,
    signal,
    onProgress: (progress) => onStage({ kind: 'sending', progress }),
  });
  const arrival = await body(api.POST('/api/v1/datasets', { body: { name, upload } }));
  await forget();
  return arrival;
}

export const takeSample = (name: string): Promise<Arrival> =>
  body(api.POST('/api/v1/datasets', { body: { name, sample: true } }));

/**
 * Waits until the images of an arrival are there; when it is stopped, so is the arrival.
 * @returns `owner/name@version`
 * @throws Problem as the arrival failed
 */
export async function arrived(id: string, { onStage, signal }: Way): Promise<string> {
  const path = { params: { path: { id } } };
  onStage({ kind: 'arriving', progress: null });
  for await (const { type, data } of jobEvents(connection, `/api/v1/datasets/arrivals/${id}/events`, signal))
    if (type === 'progress')
      onStage({ kind: 'arriving', progress: data as unknown as { done: number; total: number } });
  if (signal.aborted) {
    await api.POST('/api/v1/datasets/arrivals/{id}/cancel', path);
    throw new Cancelled();
  }
  const { status, problem, dataset, version } = await body(api.GET('/api/v1/datasets/arrivals/{id}', path));
  if (status === 'succeeded') return `${dataset}@${version}`;
  if (problem) throw Problem.from(problem as ProblemDetails);
  throw new Cancelled();
}

/** Whether files of a data set were left out. */
export async function hasLeftOut(ref: string): Promise<boolean> {
  const { items } = await body(
    api.GET('/api/v1/datasets/{owner}/{name}/versions/{version}/problems', { params: { path: pathOf(ref)! } }),
  );
  return items.some(({ leftOut }) => leftOut);
}

/** A zip with a folder per class, which the browser keeps on its disk where it is large. */
async function packed(draft: Draft): Promise<Blob> {
  const { downloadZip } = await import('client-zip');
  return downloadZip(entriesOf(draft)).blob();
}
