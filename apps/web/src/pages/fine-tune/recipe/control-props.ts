import type { Accepted } from './schema';

/** What the control of a part gets; what is chosen stands where a placeholder does. */
export interface ControlProps<Value> {
  label: string;
  description: string;
  accepted: Accepted;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
  chosen: Value | undefined;
}
