import { useCallback, useEffect, useRef, useState } from 'react';
import { type Resource, send } from '#graft/api';
import { connection } from '../../api/client';

type Prediction = Resource<'PredictionResponse'>;

export interface Tried {
  id: number;
  name: string;
  /** Of the image in this browser. */
  url: string;
  /** The best first; null until they are there. */
  predictions: Prediction[] | null;
  error: unknown;
}

/** The server turns a visitor away who has more than a few requests waiting. */
const AT_ONCE = 4;

/** Sends images to a model, each by itself, so that one that cannot be read keeps no other waiting. */
export function usePredictions(target: { model: string } | { run: string }): {
  tried: Tried[];
  ask: (images: File[]) => void;
} {
  const [tried, setTried] = useState<Tried[]>([]);
  const next = useRef(0);
  const urls = useRef<string[]>([]);
  const path = predictPath(target);
  useEffect(() => {
    const kept = urls.current;
    return () => kept.forEach((url) => URL.revokeObjectURL(url));
  }, []);

  const ask = useCallback(
    (images: File[]) => {
      const added = images.map((image) => ({
        image,
        entry: {
          id: next.current++,
          name: image.name,
          url: URL.createObjectURL(image),
          predictions: null,
          error: null,
        },
      }));
      urls.current.push(...added.map(({ entry }) => entry.url));
      setTried((before) => [...added.map(({ entry }) => entry), ...before]);
      const settle = (id: number, answer: Partial<Tried>) =>
        setTried((before) => before.map((one) => (one.id === id ? { ...one, ...answer } : one)));
      const waiting = [...added];
      const sendNext = async (): Promise<void> => {
        const next = waiting.shift();
        if (!next) return;
        await predict(path, next.image).then(
          (predictions) => settle(next.entry.id, { predictions }),
          (error: unknown) => settle(next.entry.id, { error }),
        );
        await sendNext();
      };
      for (let sender = 0; sender < AT_ONCE; sender++) void sendNext();
    },
    [path],
  );
  return { tried, ask };
}

async function predict(path: string, image: File): Promise<Prediction[]> {
  const form = new FormData();
  form.append('images', image, image.name);
  const response = await send(connection, path, form);
  const [answer] = (await response.json()) as Resource<'ImagePredictionResponse'>[];
  return answer?.predictions ?? [];
}

function predictPath(target: { model: string } | { run: string }): string {
  if ('run' in target) return `/api/v1/runs/${target.run}/predict`;
  const [name, version = 'latest'] = target.model.split('@');
  return `/api/v1/models/${name}/versions/${version}/predict`;
}
