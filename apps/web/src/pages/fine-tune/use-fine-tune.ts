import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { body } from '#graft/api';
import { Cancelled } from '#graft/problems';
import { api } from '../../api/client';
import { arrived, hasLeftOut, sendDraft, type Stage, takeSample } from './bring-images';
import type { Draft } from './images/image-draft';
import type { Recipe } from './queries';

/** The images to learn from. */
export type Images =
  | { kind: 'dataset'; ref: string }
  | { kind: 'sample'; name: string }
  | { kind: 'draft'; draft: Draft; name: string };

interface Order {
  base: string;
  images: Images;
  recipe: Recipe;
}

interface Events {
  /** An arrival, which continues though the page is left, began or failed (null). */
  onArrival: (id: string | null) => void;
  /** Images are there as this version, whatever becomes of the run. */
  onDataset: (ref: string) => void;
  onRun: (id: string) => void;
}

/** Brings the images in where they are not there yet, and starts a run; stops before it where files were left out. */
export function useFineTune(events: Events) {
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage | null>(null);
  const [error, setError] = useState<unknown>(null);
  const working = useRef<AbortController | null>(null);
  const told = useRef(events);
  useEffect(() => {
    told.current = events;
  });

  const work = useCallback(
    async (what: (way: { onStage: (stage: Stage) => void; signal: AbortSignal }) => Promise<void>) => {
      const controller = new AbortController();
      working.current = controller;
      setError(null);
      try {
        await what({ onStage: setStage, signal: controller.signal });
      } catch (failure) {
        if (!(controller.signal.aborted || failure instanceof Cancelled)) setError(failure);
        told.current.onArrival(null);
      } finally {
        setStage(null);
      }
    },
    [],
  );

  /** Waits for an arrival. @returns the data set's version */
  const wait = useCallback(
    async (id: string, way: { onStage: (stage: Stage) => void; signal: AbortSignal }) => {
      told.current.onArrival(id);
      const ref = await arrived(id, way);
      await queries.invalidateQueries({ queryKey: ['datasets'] });
      told.current.onDataset(ref);
      return ref;
    },
    [queries],
  );

  const start = ({ base, images, recipe }: Order) =>
    work(async (way) => {
      let ref = images.kind === 'dataset' ? images.ref : null;
      if (images.kind !== 'dataset') {
        const arrival =
          images.kind === 'draft' ? await sendDraft(images.draft, images.name, way) : await takeSample(images.name);
        ref = await wait(arrival.id, way);
        if (await hasLeftOut(ref)) return;
      }
      way.onStage({ kind: 'starting' });
      const run = await body(api.POST('/api/v1/runs', { body: { base, dataset: ref!, recipe } }));
      await queries.invalidateQueries({ queryKey: ['runs'] });
      told.current.onRun(run.id);
    });

  /** Goes on watching an arrival that was begun before the page was loaded again. */
  const goOn = useCallback((arrival: string) => work(async (way) => void (await wait(arrival, way))), [work, wait]);

  return { stage, error, start, goOn, cancel: () => working.current?.abort() };
}
