import type { Series } from '../../src/detector/series';
import { drawFrom } from '../suite/draw';
import type { Half } from '../suite/suite';
import type { Expectation } from './expectation';
import { business } from './kinds/business';
import { calm } from './kinds/calm';
import { counterReset } from './kinds/counterReset';
import { edge } from './kinds/edge';
import { flat } from './kinds/flat';
import { lastingStep } from './kinds/lastingStep';
import { ramp } from './kinds/ramp';
import { rare } from './kinds/rare';
import { spike } from './kinds/spike';
import { stuck } from './kinds/stuck';
import { trend } from './kinds/trend';
import { weekend } from './kinds/weekend';
import { young } from './kinds/young';
import type { Make } from './make';

const MAKERS = {
  edge,
  spike,
  flat,
  trend,
  ramp,
  young,
  rare,
  weekend,
  stuck,
  counterReset,
  lastingStep,
  calm,
  business,
} satisfies Record<string, Make>;

export type Kind = keyof typeof MAKERS;
export const KINDS = Object.keys(MAKERS) as Kind[];

/** A plain series, and what a right verdict on it is. */
export interface EverydaySeries extends Series {
  readonly id: string;
  readonly kind: Kind;
  readonly expectation: Expectation;
}

export const PER_KIND = 15;
const FIRST_SEED: Record<Half, number> = { choose: 400_000, report: 800_000 };
/** Seeds of one kind, at most. */
const SEEDS = 10_000;

/** The same half is always the same; fewer series a kind are the first of more. */
export function everydayOf(half: Half, perKind = PER_KIND, kinds: readonly Kind[] = KINDS): EverydaySeries[] {
  return kinds.flatMap((kind) =>
    Array.from({ length: perKind }, (_, turn) => {
      const seed = FIRST_SEED[half] + SEEDS * KINDS.indexOf(kind) + turn;
      const { variant, ...made } = MAKERS[kind](drawFrom(seed), turn);
      return { id: `${half} ${kind} ${turn}, ${variant}`, kind, ...made };
    })
  );
}
