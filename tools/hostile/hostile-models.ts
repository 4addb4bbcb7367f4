import type { HostileModel } from './hostile-model.ts';
import { externalData } from './models/external-data.ts';
import { invalidGraphs } from './models/invalid-graphs.ts';
import { memory } from './models/memory.ts';
import { numbers } from './models/numbers.ts';
import { operators } from './models/operators.ts';
import { outputs } from './models/outputs.ts';
import { structure } from './models/structure.ts';
import { text } from './models/text.ts';
import { time } from './models/time.ts';
import { words } from './models/words.ts';

/** Hostile models by their class: what they try. */
export const hostileModels = {
  'external data': externalData,
  structure,
  numbers,
  memory,
  time,
  text,
  operators,
  'invalid graphs': invalidGraphs,
  outputs,
  words,
} as const satisfies Record<string, readonly HostileModel[]>;

type HostileClass = keyof typeof hostileModels;

export interface NamedModel extends HostileModel {
  readonly class: HostileClass;
}

export const allHostileModels: readonly NamedModel[] = Object.entries(hostileModels).flatMap(
  ([name, models]) => models.map((model) => ({ ...model, class: name as HostileClass })),
);
