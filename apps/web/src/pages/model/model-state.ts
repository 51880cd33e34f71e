export const TABS = ['overview', 'use', 'network', 'evaluation', 'history'] as const;
export type Tab = (typeof TABS)[number];

export const POOLINGS = ['avg', 'max', 'none'] as const;
export type Pooling = (typeof POOLINGS)[number];

/** What the address of a model's page holds besides its name. */
export interface ModelState {
  /** A number, an alias or a digest; null for the latest. */
  version: string | null;
  tab: Tab;
  /** Null with the top. */
  withoutTop: { pooling: Pooling } | null;
}

export function readModelState(params: URLSearchParams): ModelState {
  return {
    version: params.get('version'),
    tab: TABS.find((tab) => tab === params.get('tab')) ?? 'overview',
    withoutTop:
      params.get('top') === 'false'
        ? { pooling: POOLINGS.find((pooling) => pooling === params.get('pooling')) ?? 'avg' }
        : null,
  };
}

export function writeModelState({ version, tab, withoutTop }: ModelState): URLSearchParams {
  return new URLSearchParams({
    ...(version !== null && { version }),
    ...(tab !== 'overview' && { tab }),
    ...(withoutTop && { top: 'false', pooling: withoutTop.pooling }),
  });
}
