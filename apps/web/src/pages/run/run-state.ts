import type { JobEvent, Resource } from '#graft/api';
import type { ProblemDetails } from '#graft/problems';

export type Run = Resource<'RunResponse'>;
export type RunStatus = Run['status'];
export type Epoch = Run['history'][number];

/** The steps of a run, in their order. */
export const STEPS = ['resolve', 'split', 'extract', 'fit', 'evaluate', 'assemble'] as const;
export type StepName = (typeof STEPS)[number];

export interface Step {
  state: 'waiting' | 'running' | 'done';
  /** That it took. */
  seconds?: number;
}

/** How far the step under way has come. */
export interface Headway {
  done: number;
  total: number;
  /** Images per second; undefined for epochs. */
  perSecond?: number;
  secondsLeft?: number;
}

/** What the events of a run tell. */
export interface RunState {
  /** Null before the first event. */
  status: RunStatus | null;
  steps: Record<StepName, Step>;
  headway: Headway | null;
  history: readonly Epoch[];
  problem: ProblemDetails | null;
  /** All events but those that only say how far it has come. */
  log: readonly JobEvent[];
}

type StepEvent = { step: StepName; state: 'started' | 'done'; seconds?: number };
type EpochEvent = Epoch & { epochs: number; secondsLeft?: number };

const noneBegun = Object.fromEntries(STEPS.map((step) => [step, { state: 'waiting' }])) as Record<StepName, Step>;

const RUNNING: Step = { state: 'running' };

export const nothingTold: RunState = {
  status: null,
  steps: noneBegun,
  headway: null,
  history: [],
  problem: null,
  log: [],
};

/** Takes one more event in. Of steps and epochs that are repeated the later values win. */
export function reduce(state: RunState, event: JobEvent): RunState {
  const { type, data } = event;
  if (type === 'progress') return { ...state, headway: data as unknown as Headway };
  const told = { ...state, log: [...state.log, event] };
  if (type === 'status') return onStatus(told, data.status as RunStatus);
  if (type === 'step') return onStep(told, data as StepEvent);
  if (type === 'epoch') return onEpoch(told, data as unknown as EpochEvent);
  if (type === 'problem') return { ...told, problem: data as unknown as ProblemDetails };
  return told;
}

/** An attempt goes through all steps, whatever those before it did. */
const onStatus = (state: RunState, status: RunStatus): RunState =>
  status === 'running' ? { ...state, status, steps: noneBegun, headway: null, problem: null } : { ...state, status };

/** A step that begins again is followed by all those after it. */
const onStep = (state: RunState, { step, state: told, seconds }: StepEvent): RunState => {
  const done = told === 'done';
  const after = done ? [] : STEPS.slice(STEPS.indexOf(step) + 1).map((later) => [later, noneBegun[later]] as const);
  const steps = { ...state.steps, ...Object.fromEntries(after), [step]: done ? { state: 'done', seconds } : RUNNING };
  return { ...state, headway: null, steps };
};

const onEpoch = (state: RunState, { epochs, secondsLeft, ...record }: EpochEvent): RunState => ({
  ...state,
  headway: { done: record.epoch, total: epochs, secondsLeft },
  history: [...state.history.slice(0, record.epoch - 1), record],
});

export const hasEnded = (status: RunStatus): boolean => status !== 'queued' && status !== 'running';

/** The step under way, or the one at which a run stopped; null if none has begun or all are done. */
export const stepAt = ({ steps }: RunState): StepName | null =>
  STEPS.find((step) => steps[step].state === 'running') ?? null;

/** The first epoch with the lowest validation loss: the one whose weights are kept. */
export function bestEpoch(history: readonly Pick<Epoch, 'epoch' | 'valLoss'>[]): number | null {
  const best = history.reduce<(typeof history)[number] | null>(
    (best, record) => (best && best.valLoss <= record.valLoss ? best : record),
    null,
  );
  return best?.epoch ?? null;
}

/** What to do about a run that failed: another recipe or data set, or the same once more. */
export const adviceFor = ({ status }: Pick<ProblemDetails, 'status'>): 'change' | 'resume' =>
  status < 500 ? 'change' : 'resume';

/** `pets` of `ada/pets@3` */
export const nameOf = ({ ref }: { ref: string }): string => ref.replace(/^.*\//, '').replace(/@.*$/, '');
