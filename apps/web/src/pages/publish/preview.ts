import { body, type Resource } from '#graft/api';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';

type Shape = (number | null)[];

export type Preview = Resource<'PreviewResponse'>;

export const takesImages = ({ inputShape }: Preview): boolean =>
  inputShape.length === 3 && (inputShape[2] === 1 || inputShape[2] === 3);

/** `224 × 224 × 3`; `…` where any size fits. */
export const shapeText = (shape: Shape): string => shape.map((size) => size ?? '…').join(' × ');

/** How many labels fit: one per output, or two for a single one. */
export const fittingLabels = ({ outputShape }: Preview): number[] => {
  const units = outputShape.at(-1);
  if (units === null || units === undefined) return [];
  return units === 1 ? [1, 2] : [units];
};

/** The layers of a model that was read, before it is published. */
export const useLayers = (id: string) =>
  useQuery({
    queryKey: ['import', id, 'layers'],
    staleTime: Infinity,
    queryFn: () => body(api.GET('/api/v1/imports/{id}/layers', { params: { path: { id } } })),
  });
