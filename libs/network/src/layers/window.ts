import { SurgeryRefused } from '#graft/problems';
import type { Shape } from '../graph.js';
import type { Attribute } from '../lowering/lowered-graph.js';
import { printed } from './layer-kind.js';
import type { Settings } from './settings.js';

export type Padding = 'same' | 'valid' | 'causal';

/** What slides over the spatial dimensions in a convolution or pooling; a number for each dimension. */
export interface Window {
  size: number[];
  strides: number[];
  dilation: number[];
  padding: Padding;
}

export function convolutionWindow(settings: Settings, spatial: number): Window {
  return {
    size: settings.counts('kernel_size', spatial),
    strides: settings.counts('strides', spatial),
    dilation: settings.counts('dilation_rate', spatial),
    padding: settings.choice('padding', spatial === 1 ? ['valid', 'same', 'causal'] : ['valid', 'same']),
  };
}

/** @throws SurgeryRefused if the window does not fit once. */
export function slideOver(settings: Settings, spatial: Shape, window: Window): Shape {
  const reach = window.size.map((size, i) => reachOf(size, window.dilation[i]!));
  if (window.padding !== 'valid') return spatial.map((extent, i) => extent && Math.ceil(extent / window.strides[i]!));
  if (spatial.some((extent, i) => extent !== null && extent < reach[i]!)) {
    const { name, className } = settings.layer;
    throw new SurgeryRefused(
      `Layer "${name}" (${className}) gets ${printed(spatial)}, too small for its window of ${printed(reach)}.`,
      { where: name, received: spatial, accepted: `at least ${printed(reach)}` },
    );
  }
  return spatial.map((extent, i) => extent && Math.floor((extent - reach[i]!) / window.strides[i]!) + 1);
}

/**
 * The window as ONNX has it. "same" pads as TensorFlow does, the odd one at the end; it depends on the extents, so that
 * ONNX works it out itself (SAME_UPPER) where one is free.
 */
export function windowAttributes(spatial: Shape, window: Window): Record<string, Attribute> {
  const { size, strides, dilation, padding } = window;
  const attributes = { kernel_shape: size, strides, dilations: dilation };
  const pads = spatial.map((extent, i) => padsOf(extent, reachOf(size[i]!, dilation[i]!), strides[i]!, padding));
  if (pads.includes(null)) return { ...attributes, auto_pad: 'SAME_UPPER' };
  return { ...attributes, pads: [...pads.map((pad) => pad![0]), ...pads.map((pad) => pad![1])] };
}

function padsOf(extent: number | null, reach: number, stride: number, padding: Padding): [number, number] | null {
  if (padding === 'valid') return [0, 0];
  if (padding === 'causal') return [reach - 1, 0];
  if (stride > 1 && extent === null) return null;
  const total = extent === null ? reach - 1 : Math.max((Math.ceil(extent / stride) - 1) * stride + reach - extent, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** How far a window reaches, its holes included. */
export const reachOf = (size: number, dilation: number): number => (size - 1) * dilation + 1;
